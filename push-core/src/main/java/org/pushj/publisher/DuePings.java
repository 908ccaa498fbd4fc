package org.pushj.publisher;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushj.HubException;
import org.pushj.Urls;
import org.pushj.monitoring.FailureLog;
import org.pushj.monitoring.LogContext;
import org.pushj.scheduling.ClaimedWork;
import org.pushj.scheduling.Cleaning;
import org.pushj.settings.PingSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.Monitor;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.text.Texts;
import org.pushj.time.Claims;
import org.pushj.time.Durations;
import org.pushj.time.Jitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends the pings of the queue that are due. The life of a claimed batch:
 *
 * <ol>
 *   <li>if half of its claim is over, it is put back: the rest might be too short;
 *   <li>if the circuit breaker of the hub has opened since the claim, it is put back until then;
 *   <li>the batch is sent in one request, or in several if the hub refuses that, until half of the
 *       claim is over: the rest then share the refusal. At its last attempt each ping has a request
 *       of its own;
 *   <li>as soon as a part has its outcome, the pings that the hub took are completed, the others
 *       put back for later, or parked after the last attempt;
 *   <li>log lines are written, and the listener is called.
 * </ol>
 *
 * Each change is a compare-and-set on the claim: if another node has claimed the ping since, the
 * change is discarded.
 */
final class DuePings implements ClaimedWork<PingBatch> {
  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.publisher");

  private final PingQueue queue;
  private final PingSender sender;
  private final PingSettings settings;
  private final PingReport report;
  private final InstantSource clock;
  private final Monitor monitor;
  private final Cleaning cleaning;
  private final FailureLog failures;

  DuePings(
      PingQueue queue,
      PingSender sender,
      PingSettings settings,
      PingReport report,
      InstantSource clock,
      Monitor monitor) {
    this.queue = queue;
    this.sender = sender;
    this.settings = settings;
    this.report = report;
    this.clock = clock;
    this.monitor = monitor;
    this.cleaning = new Cleaning(clock);
    this.failures = new FailureLog(LOG, Level.ERROR, clock);
  }

  @Override
  public Batch<PingBatch> claim(int limit, Predicate<String> lanes) {
    Instant now = clock.instant();
    Instant until = now.plus(settings.work().claim());
    List<QueuedPing> claimed = queue.claimDue(new Claim(now, until, limit, lanes));
    return new Batch<>(
        PingBatch.of(claimed, sender::maxBatch, this::isSentAlone), until, claimed.size() == limit);
  }

  /** A ping that may be parked next has not only shared the refusal of others. */
  private boolean isSentAlone(QueuedPing ping) {
    return ping.attempts() > 1 && ping.attempts() >= settings.attempts();
  }

  @Override
  public int most(String lane) {
    return hub(lane).map(sender::mostRequests).orElse(1);
  }

  @Override
  public int perPlace(String lane) {
    return hub(lane).map(sender::maxBatch).orElse(1);
  }

  /** A damaged row has any lane: it is claimed, and found to be unreadable then. */
  private static Optional<URI> hub(String lane) {
    try {
      return Optional.of(new URI(lane)).filter(Urls::isHttp);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean upkeep() {
    Instant now = clock.instant();
    return cleaning.clean(max -> queue.purgeParked(now.minus(settings.parkedRetention()), max));
  }

  /** Returns the hub, so that a slow one does not take all threads. */
  @Override
  public String lane(PingBatch claimed) {
    return claimed.hub().toString();
  }

  @Override
  public void work(PingBatch claimed, Instant until) {
    if (Claims.isHalfOver(clock.instant(), until, settings.work().claim())) {
      release(claimed);
      return;
    }
    LogContext context = LogContext.begin(null, claimed.hub());
    try {
      Optional<Instant> blockedUntil = sender.blockedUntil(claimed.hub());
      if (blockedUntil.isPresent()) {
        putBack(claimed, blockedUntil.get());
      } else {
        send(claimed, until);
        failures.worked("Pings are sent again; {} times that failed");
      }
    } catch (RuntimeException | Error e) {
      LOG.atLevel(failures.failed())
          .setCause(e)
          .log(
              "Sending {} pings to the hub {} failed; they are sent again at {}",
              claimed.pings().size(),
              Urls.forMessage(claimed.hub()),
              until);
    } finally {
      context.end();
    }
  }

  @Override
  public void release(PingBatch claimed) {
    putBack(claimed, clock.instant());
  }

  /** Puts back pings that were not sent. The claim was no attempt. */
  private void putBack(PingBatch claimed, Instant dueAt) {
    try {
      for (QueuedPing ping : claimed.pings()) {
        queue.putBack(ping, dueAt, ping.attempts() - 1, ping.error());
      }
    } catch (RuntimeException e) {
      LOG.debug(
          "Pings to {} were not put back; they are due when their claim ends",
          Urls.forMessage(claimed.hub()),
          e);
    }
  }

  /** Splits a refused batch as long as the claim allows, so that no other node has it meanwhile. */
  private void send(PingBatch claimed, Instant until) {
    Duration claim = settings.work().claim();
    Iterator<QueuedPing> left = claimed.pings().iterator();
    List<PublishOutcome> settled = new ArrayList<>();
    try {
      sender.send(
          claimed.hub(),
          claimed.topics(),
          null,
          () -> !Claims.isHalfOver(clock.instant(), until, claim),
          outcomes -> {
            settle(outcomes.stream().map(outcome -> left.next()).toList(), outcomes);
            settled.addAll(outcomes);
          });
    } finally {
      if (!settled.isEmpty()) {
        report.settled(claimed.hub(), settled);
      }
    }
  }

  private void settle(List<QueuedPing> claimed, List<PublishOutcome> outcomes) {
    List<QueuedPing> taken = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).isSuccess()) {
        taken.add(claimed.get(i));
      }
    }
    if (!taken.isEmpty()) {
      queue.complete(taken);
    }
    for (int i = 0; i < outcomes.size(); i++) {
      QueuedPing ping = claimed.get(i);
      outcomes.get(i).problem().ifPresent(failure -> failed(ping, failure));
    }
  }

  private void failed(QueuedPing ping, HubException failure) {
    Instant notBefore = clock.instant().plus(failure.retryAfter().orElse(Duration.ZERO));
    putBackOrPark(ping, notBefore, Texts.printable(String.valueOf(failure.getMessage())));
  }

  private void putBackOrPark(QueuedPing ping, Instant notBefore, String error) {
    Instant now = clock.instant();
    if (ping.attempts() < settings.attempts()) {
      double jitter = Jitter.of(ping.id().value(), ping.attempts());
      Instant next = now.plus(settings.retries().delay(ping.attempts(), jitter));
      queue.putBack(ping, Durations.later(notBefore, next), ping.attempts(), error);
    } else if (queue.park(ping, now, error)) {
      monitor.pingParked(ping.hub());
      LOG.error(
          "Ping {} to the hub {} for {} is parked at attempt {}",
          ping.id(),
          Urls.forMessage(ping.hub()),
          Urls.forMessage(ping.topic()),
          ping.attempts());
    }
  }
}
