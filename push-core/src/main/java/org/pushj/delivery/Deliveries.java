package org.pushj.delivery;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.monitoring.Counters;
import org.pushj.monitoring.FailureLog;
import org.pushj.monitoring.LogContext;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.scheduling.ClaimedWork;
import org.pushj.scheduling.WakeUp;
import org.pushj.scheduling.Workers;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.Monitor;
import org.pushj.spi.UpdateInbox;
import org.pushj.text.Texts;
import org.pushj.time.Claims;
import org.pushj.time.Jitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Delivers what waits in the inbox. The life of an update that was claimed:
 *
 * <ol>
 *   <li>if half of its claim is over, it is put back: there might be no time left;
 *   <li>if too many calls for its subscription hang, it is put back for a while;
 *   <li>if it was tried too often, since its deliveries never came to an end, it is parked;
 *   <li>its content is read, and its subscription looked up;
 *   <li>the listener is called with a time limit, unless the claim has ended since, as on a machine
 *       that was suspended; the update is completed with it;
 *   <li>if the executor has no thread for it, the update is put back, and the attempt not counted;
 *   <li>if the listener fails, the update is put back for later, or parked after the last attempt.
 * </ol>
 *
 * Each change is a compare-and-set on the claim: if another node took over, the change is
 * discarded.
 */
public final class Deliveries implements ClaimedWork<InboxEntry> {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** An executor that is busy is asked again soon, and not by every thread at once. */
  private static final Duration WHEN_REJECTED = Duration.ofSeconds(1);

  /** A subscription whose updates hang or are slow lets those of others pass. */
  private static final Duration WHEN_BLOCKED = Duration.ofSeconds(10);

  private final UpdateInbox inbox;
  private final UpdateListener listener;
  private final DeliverySettings settings;
  private final boolean inOrder;
  private final LinkHeaderParser links;
  private final InstantSource clock;
  private final Counters counters;
  private final Monitor monitor;
  private final HungCalls hung;
  private final InboxCleaning cleaning;
  private final ListenerCalls calls;
  private final WakeUp wakeUp;
  private final FailureLog listenerFailures;
  private final FailureLog inboxFailures;
  private final FailureLog rejections;

  /** Makes the deliveries of one subscriber. */
  public Deliveries(
      UpdateInbox inbox,
      UpdateListener listener,
      DeliverySettings settings,
      LinkHeaderParser links,
      Executor executor,
      WakeUp wakeUp,
      InstantSource clock,
      Counters counters,
      Monitor monitor,
      Threads threads) {
    this.inbox = inbox;
    this.listener = listener;
    this.settings = settings;
    Boolean ordered = settings.inOrder();
    this.inOrder = ordered == null ? listener.wantsOrder() : ordered;
    this.links = links;
    this.hung = new HungCalls(counters.hanging);
    this.calls = new ListenerCalls(inbox, executor, settings.listenerTimeout(), hung, threads);
    this.wakeUp = wakeUp;
    this.clock = clock;
    this.counters = counters;
    this.monitor = monitor;
    this.cleaning = new InboxCleaning(inbox, settings, counters, clock);
    this.listenerFailures = new FailureLog(LOG, Level.WARN, clock);
    this.inboxFailures = new FailureLog(LOG, Level.ERROR, clock);
    this.rejections = new FailureLog(LOG, Level.WARN, clock);
  }

  /** To the millisecond, which every inbox keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Starts threads that deliver, and are woken by what is added. */
  public Workers<InboxEntry> start(Threads threads, Ticker ticker) {
    Workers<InboxEntry> workers =
        Workers.start(this, settings.work(), "push-inbox", threads, ticker);
    wakeUp.onSignal(workers::wake);
    return workers;
  }

  /** Returns how many are claimed at once. */
  public int batch() {
    return settings.work().batch();
  }

  /** Lets what was kept of a subscription be delivered again, and returns how many there are. */
  public int replay(SubscriptionId subscription) {
    if (!(inbox instanceof ManageableInbox manageable)) {
      throw new UnsupportedOperationException(
          "the inbox must implement " + ManageableInbox.class.getName() + " for this");
    }
    int again = manageable.replay(subscription, now());
    wakeUp.signal();
    return again;
  }

  @Override
  public Batch<InboxEntry> claim(int limit, Predicate<String> lanes) {
    Instant now = now();
    Instant until = now.plus(settings.work().claim());
    List<InboxEntry> claimed =
        hung.areTooMany()
            ? List.of()
            : inbox.claimDue(new Claim(now, until, limit, lanes), inOrder);
    return new Batch<>(claimed, until, claimed.size() == limit);
  }

  /** Returns 0 while too many calls for the subscription hang. */
  @Override
  public int most(String lane) {
    return hung.isBlocked(SubscriptionId.of(lane)) ? 0 : inOrder ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public Batch<InboxEntry> next(InboxEntry done) {
    if (!inOrder || hung.areTooMany()) {
      return Batch.none();
    }
    Instant now = now();
    Instant until = now.plus(settings.work().claim());
    try {
      return new Batch<>(
          inbox.claimNext(done.subscription(), now, until).stream().toList(), until, false);
    } catch (StoreException e) {
      LOG.debug("What is next after update {} is claimed later", done.id(), e);
      return Batch.none();
    }
  }

  @Override
  public boolean upkeep() {
    return cleaning.clean(now());
  }

  /** Returns the subscription, so that one whose listener hangs does not take all threads. */
  @Override
  public String lane(InboxEntry claimed) {
    return claimed.subscription().toString();
  }

  @Override
  public void work(InboxEntry claimed, Instant until) {
    if (Claims.isHalfOver(now(), until, settings.work().claim())) {
      release(claimed);
      return;
    }
    if (hung.isBlocked(claimed.subscription())) {
      putBack(claimed, now().plus(WHEN_BLOCKED));
      return;
    }
    LogContext context = LogContext.begin(claimed.subscription(), claimed.origin().hub());
    try {
      if (claimed.attempts() > settings.attempts()) {
        park(claimed, "no delivery came to its end");
      } else {
        deliver(claimed, until);
      }
    } catch (RuntimeException | Error e) {
      LOG.atLevel(inboxFailures.failed())
          .setCause(e)
          .log("Update {} could not be delivered; it is tried again at {}", claimed.id(), until);
    } finally {
      context.end();
    }
  }

  @Override
  public void release(InboxEntry claimed) {
    putBack(claimed, now());
  }

  /** Puts a claimed update back without counting the attempt. */
  private void putBack(InboxEntry claimed, Instant dueAt) {
    try {
      inbox.putBack(claimed, dueAt, claimed.attempts() - 1, claimed.error());
    } catch (StoreException e) {
      LOG.debug("Update {} waits for the end of its claim", claimed.id(), e);
    }
  }

  private void deliver(InboxEntry claimed, Instant until) {
    Optional<Update> update = inbox.content(claimed.id()).map(read -> update(claimed, read));
    if (update.isEmpty()) {
      LOG.debug("Update {} was delivered by another", claimed.id());
      return;
    }
    try {
      delivered(claimed, calls.call(claimed, () -> deliver(claimed, until, update.get())));
    } catch (InterruptedException e) {
      release(claimed);
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      LOG.atLevel(rejections.failed())
          .setCause(e)
          .log("The executor rejected a call of the listener; update {} waits", claimed.id());
      putBack(claimed, now().plus(WHEN_REJECTED));
    } catch (TimeoutException e) {
      failed(claimed, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClaimEndedException) {
        release(claimed);
      } else {
        failed(claimed, Objects.requireNonNullElse(e.getCause(), e));
      }
    }
  }

  /** Makes the update again out of what the inbox has kept of it. */
  private Update update(InboxEntry entry, byte[] content) {
    Map<String, List<String>> headers = new HashMap<>();
    entry.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    HttpHeaders kept = HttpHeaders.of(headers, (name, value) -> true);
    return new Update(
        entry.id(),
        entry.origin(),
        () -> kept,
        () -> links.parse(kept.allValues("Link"), entry.origin().topic()),
        content,
        entry.signature(),
        entry.receivedAt());
  }

  private boolean deliver(InboxEntry claimed, Instant until, Update update) throws Exception {
    boolean keep = !settings.retention().isZero();
    return inbox.deliver(claimed, this::now, keep, () -> call(update, until));
  }

  private void call(Update update, Instant until) throws Exception {
    if (!now().isBefore(until)) {
      throw new ClaimEndedException();
    }
    listener.onUpdate(update);
  }

  private void delivered(InboxEntry claimed, boolean completed) {
    if (completed) {
      counters.delivered.increment();
      LOG.debug("Update {} was delivered", claimed.id());
      listenerFailures.worked("The listener works again; {} updates failed at first");
      inboxFailures.worked("Updates are delivered again; {} could not be");
      rejections.worked("The executor accepts calls of the listener again; it rejected {}");
    } else {
      LOG.warn(
          "Update {} was delivered after the end of its claim, and may be delivered again",
          claimed.id());
    }
  }

  private void failed(InboxEntry claimed, Throwable cause) {
    counters.deliveryFailed.increment();
    String error = Texts.printable(cause.toString());
    if (claimed.attempts() >= settings.attempts()) {
      park(claimed, error);
      return;
    }
    double jitter = Jitter.of(claimed.id().value(), claimed.attempts());
    Instant again = now().plus(settings.retries().delay(claimed.attempts(), jitter));
    LOG.atLevel(claimed.attempts() == 1 ? listenerFailures.failed() : Level.DEBUG)
        .setCause(cause)
        .log(
            "The listener failed on update {} at attempt {}; it is called again at {}",
            claimed.id(),
            claimed.attempts(),
            again);
    if (inbox.putBack(claimed, again, claimed.attempts(), error)) {
      monitor.retried(claimed.origin().hub());
    }
  }

  private void park(InboxEntry claimed, String error) {
    if (!inbox.park(claimed, now(), error)) {
      return;
    }
    counters.parked.increment();
    monitor.parked(claimed.origin().hub());
    LOG.error(
        "Update {} for subscription {} is parked after {} attempts",
        claimed.id(),
        claimed.subscription(),
        claimed.attempts());
  }

  /** The listener was not called: another node may be delivering the update. */
  private static final class ClaimEndedException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
