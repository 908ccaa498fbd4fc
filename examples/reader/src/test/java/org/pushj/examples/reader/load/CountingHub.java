package org.pushj.examples.reader.load;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/**
 * A hub for many readers: it answers 202, verifies after the response, and counts both. A callback
 * that does not confirm is asked again every second, for a while.
 */
final class CountingHub implements HubBehaviour {
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
  private static final int MAX_VERIFICATIONS = 30;

  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private volatile Instant lastRequestAt = Instant.MIN;
  private volatile Instant lastConfirmedAt = Instant.MIN;

  @Override
  public FakeResponse treat(FakeHub hub, HubRequest request) {
    requests.merge(request.topic(), 1, Integer::sum);
    lastRequestAt = Instant.now();
    return FakeResponse.of(202).then(() -> verify(hub, request, 1));
  }

  /** Returns how many topics were requested more than once. */
  int topicsRequestedAgain() {
    return (int) requests.values().stream().filter(times -> times > 1).count();
  }

  /** Returns how many topics were confirmed by a callback. */
  int confirmed() {
    return confirmed.size();
  }

  /** Returns the statuses of the responses that did not confirm. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  Instant lastRequestAt() {
    return lastRequestAt;
  }

  Instant lastConfirmedAt() {
    return lastConfirmedAt;
  }

  private void verify(FakeHub hub, HubRequest request, int number) {
    Optional<String> refusal = refusal(hub, request);
    if (refusal.isEmpty()) {
      if (confirmed.add(request.topic())) {
        lastConfirmedAt = Instant.now();
      }
      return;
    }
    refusals.add(refusal.get());
    if (number < MAX_VERIFICATIONS) {
      LATER.execute(() -> verify(hub, request, number + 1));
    }
  }

  /** Returns the status of a response that does not confirm. */
  private static Optional<String> refusal(FakeHub hub, HubRequest request) {
    try {
      CallbackReply reply = hub.verify(request);
      return reply.isConfirmed() ? Optional.empty() : Optional.of(Integer.toString(reply.status()));
    } catch (UncheckedIOException e) {
      return Optional.of("no answer");
    }
  }
}
