package org.pushj.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
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
  private final List<DiagnosticCheck> checks;
  private final Executor executor;
  private final Duration limit;
  private final Duration precision;
  private final Threads threads;
  private final Ticker ticker;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * Makes the diagnoser of one subscriber.
   *
   * @param checks their findings follow those of the subscription itself, in this order
   * @param executor has a thread for each check
   * @param limit how long a check may take
   * @param precision by how much the time of the last update may be too old
   */
  public Diagnoser(
      SubscriptionStore store,
      Lifecycles lifecycles,
      List<DiagnosticCheck> checks,
      Executor executor,
      Duration limit,
      Duration precision,
      Threads threads,
      Ticker ticker) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.checks = List.copyOf(checks);
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
    if (awaitsTurn()) {
      try {
        findings.addAll(examined(subject, now));
      } finally {
        turns.release();
      }
    } else {
      checks.forEach(check -> findings.add(new Finding(check.subject(), Result.UNKNOWN, NO_TURN)));
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

  private List<Finding> examined(Subscription subject, Instant now) {
    List<Future<Finding>> begun = checks.stream().map(each -> begin(each, subject, now)).toList();
    long end = ticker.nanoTime() + limit.toNanos();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      findings.add(finding(checks.get(i).subject(), begun.get(i), end));
    }
    return findings;
  }

  private Future<Finding> begin(DiagnosticCheck check, Subscription subject, Instant now) {
    try {
      return CompletableFuture.supplyAsync(() -> check.examine(subject, now), executor);
    } catch (RuntimeException noThread) {
      return CompletableFuture.failedFuture(noThread);
    }
  }

  private Finding finding(Check check, Future<Finding> begun, long end) {
    try {
      return threads.await(begun, Duration.ofNanos(end - ticker.nanoTime()));
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
