package org.pushj.publisher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.Urls;
import org.pushj.base.Claims;
import org.pushj.base.Durations;
import org.pushj.base.Jitter;
import org.pushj.base.Texts;
import org.pushj.spi.QueuedPing;
import org.pushj.work.ClaimedWork;
import org.pushj.work.Cleaning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the queue. The life of pings for one hub that were claimed:
 *
 * <ol>
 *   <li>if half of their claim is over, they are put back: there might be no time left;
 *   <li>if the hub is left alone, they are put back until it may be asked;
 *   <li>the hub is told of all of them in one request, or in several if it refuses that;
 *   <li>those that it has taken are settled;
 *   <li>each of the others is put back for later, or parked after the last attempt;
 *   <li>the log and the listener are told.
 * </ol>
 *
 * Each change is a compare-and-set on the claim: where another node has taken a ping over, it is
 * his.
 */
final class Pings implements ClaimedWork<PingChunk> {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final PublisherContext context;
  private final PingSettings settings;
  private final PingReport report;
  private final Cleaning cleaning = new Cleaning();

  Pings(PublisherContext context) {
    this.context = context;
    this.report = new PingReport(context.listener());
    this.settings = context.pings();
  }

  @Override
  public Batch<PingChunk> claim(int limit) {
    Instant now = context.now();
    cleaning.clean(now, most -> context.queue().purgeParked(now.minus(settings.parkedFor), most));
    Instant until = now.plus(settings.work.claim());
    List<QueuedPing> claimed = context.queue().claimDue(now, until, limit);
    return new Batch<>(
        PingChunk.of(claimed, context.notices()::chunkSize), until, claimed.size() == limit);
  }

  /** Returns the hub: one that is slow does not take all the threads. */
  @Override
  public String lane(PingChunk claimed) {
    return claimed.hub().toString();
  }

  @Override
  public void work(PingChunk claimed, Instant until) {
    Instant now = context.now();
    if (Claims.isHalfOver(now, until, settings.work.claim())) {
      release(claimed);
      return;
    }
    try {
      Optional<Instant> closed = context.breakers().blockedUntil(claimed.hub(), now);
      if (closed.isPresent()) {
        leaveAlone(claimed, closed.get());
      } else {
        settle(claimed, context.notices().send(claimed.topics()));
      }
    } catch (RuntimeException e) {
      LOG.error(
          "The hub {} could not be told of {} topics; it is tried again at {}",
          Urls.forMessage(claimed.hub()),
          claimed.pings().size(),
          until,
          e);
    }
  }

  /** Puts claimed pings back, as if they had not been claimed. */
  @Override
  public void release(PingChunk claimed) {
    try {
      for (QueuedPing ping : claimed.pings()) {
        context.queue().putBack(ping, context.now(), ping.attempts() - 1, ping.error());
      }
    } catch (StoreException e) {
      LOG.debug("Pings to {} wait for the end of their claim", Urls.forMessage(claimed.hub()), e);
    }
  }

  /** That counts as an attempt: how long a ping is tried for does not depend on other pings. */
  private void leaveAlone(PingChunk claimed, Instant until) {
    for (QueuedPing ping : claimed.pings()) {
      String error = ping.error() == null ? "the hub is left alone, since it fails" : ping.error();
      putBackOrPark(ping, until, error);
    }
  }

  private void settle(PingChunk claimed, List<PublishOutcome> outcomes) {
    List<QueuedPing> told = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).isSuccess()) {
        told.add(claimed.pings().get(i));
      }
    }
    if (!told.isEmpty()) {
      context.queue().complete(told);
    }
    for (int i = 0; i < outcomes.size(); i++) {
      QueuedPing ping = claimed.pings().get(i);
      outcomes.get(i).problem().ifPresent(failure -> failed(ping, failure));
    }
    report.settled(claimed.hub(), outcomes);
  }

  private void failed(QueuedPing ping, HubException failure) {
    Instant notBefore = context.now().plus(failure.retryAfter().orElse(Duration.ZERO));
    putBackOrPark(ping, notBefore, Texts.printable(String.valueOf(failure.getMessage())));
  }

  private void putBackOrPark(QueuedPing ping, Instant notBefore, String error) {
    Instant now = context.now();
    if (ping.attempts() < settings.attempts) {
      Instant dueAt = Durations.later(notBefore, now.plus(delay(ping)));
      context.queue().putBack(ping, dueAt, ping.attempts(), error);
    } else if (context.queue().park(ping, now, error)) {
      report.parked(ping);
    }
  }

  private Duration delay(QueuedPing ping) {
    int attempts = ping.attempts();
    return settings.retries.delay(attempts, Jitter.of(ping.id().value(), attempts));
  }
}
