package org.pushj.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
import org.pushj.spi.SubscriptionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a subscription from all sides at once, and says what matters most. Thread-safe. */
public final class Diagnoser {
  private static final Logger LOG = LoggerFactory.getLogger(Diagnoser.class);

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final ListenerCheck listener;
  private final CallbackCheck callback;
  private final TopicCheck topic;
  private final HubCheck hub;
  private final Executor executor;
  private final Duration limit;
  private final Duration precision;

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
      Duration precision) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.listener = listener;
    this.callback = callback;
    this.topic = topic;
    this.hub = hub;
    this.executor = executor;
    this.limit = limit;
    this.precision = precision;
  }

  /** Returns what was found; empty if there is no subscription with this id, or it has ended. */
  public Optional<Diagnosis> diagnose(SubscriptionId id) {
    Instant now = lifecycles.now();
    try {
      return store
          .findById(id)
          .filter(found -> found.state() != SubscriptionState.ENDED)
          .map(found -> diagnose(found, now));
    } catch (RuntimeException e) {
      LOG.warn("Subscription {} cannot be read for its diagnosis", id, e);
      Finding away = new Finding(Check.STATE, Result.BAD, "The store failed: " + e.getMessage());
      return Optional.of(new Diagnosis(id, now, Verdict.STORE_AWAY, List.of(away)));
    }
  }

  private Diagnosis diagnose(Subscription subject, Instant now) {
    List<CompletableFuture<Finding>> asked =
        List.of(
            begin(Check.LISTENER, () -> listener.check(subject, now)),
            begin(Check.CALLBACK, () -> callback.check(subject, now)),
            begin(Check.TOPIC, () -> topic.check(subject)),
            begin(Check.HUB, () -> hub.check(subject, now)),
            begin(Check.HUB_VIEW, () -> hub.view(subject)));
    List<Finding> findings = new ArrayList<>(OwnChecks.all(subject, now, precision));
    asked.forEach(each -> findings.add(each.join()));
    return new Diagnosis(subject.id(), now, Verdicts.of(subject, findings, now), findings);
  }

  private CompletableFuture<Finding> begin(Check check, Supplier<Finding> look) {
    Finding late =
        new Finding(check, Result.UNKNOWN, "No answer within " + limit.toSeconds() + " s");
    try {
      return CompletableFuture.supplyAsync(look, executor)
          .completeOnTimeout(late, limit.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionally(failure -> failed(check, failure));
    } catch (RuntimeException noThread) {
      return CompletableFuture.completedFuture(failed(check, noThread));
    }
  }

  private static Finding failed(Check check, Throwable failure) {
    LOG.warn("The check {} of a diagnosis failed", check, failure);
    return new Finding(check, Result.UNKNOWN, "The check failed; the log says why");
  }
}
