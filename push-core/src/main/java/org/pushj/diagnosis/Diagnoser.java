package org.pushj.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.pushj.Diagnosis;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.Diagnosis.Verdict;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.spi.SubscriptionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a subscription from all sides at once, and says what matters most. Thread-safe. */
public final class Diagnoser {
  private static final String LOG_NAME = Diagnoser.class.getPackageName();
  private static final Logger LOG = LoggerFactory.getLogger(Diagnoser.class);

  /** How many may run at a time: each asks others, on threads without a bound. */
  private static final int AT_ONCE = 4;

  private static final String NO_TURN =
      "Not looked at, since " + AT_ONCE + " other diagnoses are running; try again";

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final ListenerCheck listener;
  private final CallbackCheck callback;
  private final TopicCheck topic;
  private final HubCheck hub;
  private final Executor executor;
  private final Duration limit;
  private final Duration precision;
  private final Threads threads;
  private final Ticker ticker;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * Makes the diagnoser of one subscriber.
   *
   * @param executor has a thread for each check that asks somebody
   * @param limit how long a check may take
   * @param precision by how much the time of the last update may be too old
   */
  public Diagnoser(
      SubscriptionStore store,
      Lifecycles lifecycles,
      ListenerCheck listener,
      CallbackCheck callback,
      TopicCheck topic,
      HubCheck hub,
      Executor executor,
      Duration limit,
      Duration precision,
      Threads threads,
      Ticker ticker) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.listener = listener;
    this.callback = callback;
    this.topic = topic;
    this.hub = hub;
    this.executor = executor;
    this.limit = limit;
    this.precision = precision;
    this.threads = threads;
    this.ticker = ticker;
  }

  /** Returns what was found; empty if there is no subscription with this id, or it has ended. */
  public Optional<Diagnosis> diagnose(SubscriptionId id) {
    Instant now = lifecycles.now();
    Optional<Subscription> found;
    try {
      found = store.findById(id);
    } catch (RuntimeException e) {
      LOG.warn("Subscription {} cannot be read for its diagnosis", id, e);
      Finding away =
          new Finding(Check.STATE, Result.BAD, withLog("The store failed: " + e.getMessage()));
      return Optional.of(new Diagnosis(id, now, Verdict.STORE_UNAVAILABLE, List.of(away)));
    }
    return found
        .filter(each -> each.state() != SubscriptionState.ENDED)
        .map(each -> diagnose(each, now));
  }

  private Diagnosis diagnose(Subscription subject, Instant now) {
    List<Finding> findings = new ArrayList<>(OwnChecks.all(subject, now, precision));
    Map<Check, Supplier<Finding>> looks = new EnumMap<>(Check.class);
    looks.put(Check.LISTENER, () -> listener.check(subject, now));
    looks.put(Check.CALLBACK, () -> callback.check(subject, now));
    looks.put(Check.TOPIC, () -> topic.check(subject));
    looks.put(Check.HUB, () -> hub.check(subject, now));
    looks.put(Check.HUB_VIEW, () -> hub.view(subject, now));
    if (awaitsTurn()) {
      try {
        findings.addAll(findings(looks));
      } finally {
        turns.release();
      }
    } else {
      looks.keySet().forEach(check -> findings.add(new Finding(check, Result.UNKNOWN, NO_TURN)));
    }
    return new Diagnosis(subject.id(), now, Verdicts.of(subject, findings, now), findings);
  }

  /** Waits for others; false if that lasts too long. */
  private boolean awaitsTurn() {
    try {
      return threads.acquire(turns, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<Finding> findings(Map<Check, Supplier<Finding>> looks) {
    Map<Check, Future<Finding>> asked = new EnumMap<>(Check.class);
    looks.forEach((check, look) -> asked.put(check, begin(look)));
    long end = ticker.nanoTime() + limit.toNanos();
    List<Finding> findings = new ArrayList<>();
    asked.forEach((check, look) -> findings.add(finding(check, look, end)));
    return findings;
  }

  private Future<Finding> begin(Supplier<Finding> look) {
    try {
      return CompletableFuture.supplyAsync(look, executor);
    } catch (RuntimeException noThread) {
      return CompletableFuture.failedFuture(noThread);
    }
  }

  private Finding finding(Check check, Future<Finding> look, long end) {
    try {
      return threads.await(look, Duration.ofNanos(end - ticker.nanoTime()));
    } catch (TimeoutException e) {
      return new Finding(check, Result.UNKNOWN, "No answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding(check, Result.UNKNOWN, "Interrupted while waiting for it");
    } catch (ExecutionException e) {
      return failed(check, e);
    }
  }

  private static Finding failed(Check check, Throwable failure) {
    LOG.warn("The check {} of a diagnosis failed", check, failure);
    return new Finding(check, Result.UNKNOWN, withLog("The check failed"));
  }

  /** Says where the cause of a failure is. */
  static String withLog(String failure) {
    return failure + "; the cause is in the log of " + LOG_NAME;
  }
}
