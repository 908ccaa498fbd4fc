package org.pushj.subscriber;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.scheduling.Lanes;
import org.pushj.spi.SubscriptionStore;

/** Subscribes to many resources, several at a time. */
final class ManyRequests {
  private static final int AT_A_TIME = 16;

  private final Function<SubscriptionRequest, Subscription> subscribe;
  private final SubscriptionStore store;
  private final Executor executor;
  private final Threads threads;
  private final Ticker ticker;

  ManyRequests(
      Function<SubscriptionRequest, Subscription> subscribe,
      SubscriptionStore store,
      Executor executor,
      Threads threads,
      Ticker ticker) {
    this.subscribe = subscribe;
    this.store = store;
    this.executor = executor;
    this.threads = threads;
    this.ticker = ticker;
  }

  List<SubscribeOutcome> subscribe(Collection<SubscriptionRequest> requests) {
    if (store.isInTransaction()) {
      // Other threads would not be in it, and nothing blocks here. A failure is that of all.
      return requests.stream().map(this::made).toList();
    }
    Lanes<Runnable> lanes = new Lanes<>(executor, AT_A_TIME, ticker);
    List<CompletableFuture<SubscribeOutcome>> outcomes = new ArrayList<>();
    for (SubscriptionRequest request : requests) {
      outcomes.add(
          CompletableFuture.supplyAsync(() -> outcome(request), task -> lanes.submit("", task)));
    }
    try {
      return outcomes.stream().map(threads::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private SubscribeOutcome outcome(SubscriptionRequest request) {
    try {
      return made(request);
    } catch (PushException e) {
      return new SubscribeOutcome(request, Optional.empty(), Optional.of(e));
    }
  }

  private SubscribeOutcome made(SubscriptionRequest request) {
    return new SubscribeOutcome(request, Optional.of(subscribe.apply(request)), Optional.empty());
  }
}
