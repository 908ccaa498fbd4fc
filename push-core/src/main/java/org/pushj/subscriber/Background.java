package org.pushj.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.delivery.Deliveries;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.renewal.DueSubscriptions;
import org.pushj.scheduling.ClaimedWork;
import org.pushj.scheduling.StopSignal;
import org.pushj.scheduling.WakeUp;
import org.pushj.scheduling.Workers;
import org.pushj.settings.WorkSettings;

/**
 * The work that falls due, renewals and deliveries: on threads of its own, or on those of the
 * caller. Thread-safe.
 */
final class Background {
  /** One thread comes to the end of so many before their claim ends. */
  private static final int BATCH_OF_ONE_THREAD = 10;

  private final DueSubscriptions due;
  private final @Nullable Deliveries deliveries;
  private final WorkSettings settings;
  private final RenewalWatch watch;
  private final Threads threads;
  private final Ticker ticker;
  private final Runnable startCheck;
  private final WakeUp wakeUp = new WakeUp();
  private final StopSignal stopSignal = new StopSignal();
  private List<Workers<?>> workers = List.of();
  private boolean closed;

  /**
   * Takes over what is to be done.
   *
   * @param watch notices when someone does it
   * @param startCheck fails if the store or the inbox must be set up first
   */
  Background(
      DueSubscriptions due,
      @Nullable Deliveries deliveries,
      WorkSettings settings,
      RenewalWatch watch,
      Threads threads,
      Ticker ticker,
      Runnable startCheck) {
    this.due = due;
    this.deliveries = deliveries;
    this.settings = settings;
    this.watch = watch;
    this.threads = threads;
    this.ticker = ticker;
    this.startCheck = startCheck;
  }

  synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the subscriber is closed");
    }
    if (workers.isEmpty()) {
      startCheck.run();
      watch.started();
      Workers<?> renewals = Workers.start(due, settings, "push", threads, ticker);
      wakeUp.onSignal(renewals::wake);
      workers =
          deliveries == null
              ? List.of(renewals)
              : List.of(renewals, deliveries.start(threads, ticker));
    }
  }

  /**
   * Does both kinds of work in turns, a batch at a time, until none is left: so renewals do not
   * wait for the end of a stream of updates. Where the store of one fails, the other goes on, and
   * the failure is thrown in the end. {@link #close()} ends it after the current item.
   */
  int runDueWork() {
    watch.called();
    BooleanSupplier goesOn = stopSignal.begin();
    List<ClaimedWork<?>> working = new ArrayList<>(List.of(due));
    if (deliveries != null) {
      working.add(deliveries);
    }
    List<StoreException> failures = new ArrayList<>();
    int done = 0;
    int round = 0;
    boolean isMore = true;
    while ((isMore || round > 0) && goesOn.getAsBoolean()) {
      isMore = false;
      round = 0;
      for (ClaimedWork<?> each : List.copyOf(working)) {
        try {
          isMore |= each.upkeep();
          round +=
              each.doBatch(
                  deliveries == null || each == due ? BATCH_OF_ONE_THREAD : deliveries.batch(),
                  goesOn);
        } catch (StoreException e) {
          failures.add(e);
          working.remove(each);
        }
      }
      done += round;
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return done;
  }

  /** Takes note that something is about to be subscribed to. */
  void wanted() {
    watch.wanted();
  }

  /** Looks for due subscriptions at once, if threads of its own do so. */
  void wake() {
    wakeUp.signal();
  }

  int replay(SubscriptionId id) {
    if (deliveries == null) {
      throw new IllegalStateException("inbox: is required for a replay");
    }
    return deliveries.replay(id);
  }

  void close() {
    List<Workers<?>> ending;
    synchronized (this) {
      closed = true;
      ending = workers;
      workers = List.of();
    }
    stopSignal.stop();
    ending.forEach(Workers::close);
  }
}
