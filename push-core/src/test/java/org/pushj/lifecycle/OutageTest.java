package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** A hub fails for a while, and many leases end meanwhile: they are renewed soon after that. */
class OutageTest {
  private static final int MANY = 8;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PT20S, PT10M, PT2M",
    "PT20S, PT12H, PT2M",
    "PT5M, PT12H, PT6M",
    ", PT10M, PT17M",
    ", PT24H, PT61M"
  })
  void leases_areRenewed_soonAfterTheOutageOfTheirHub(
      @Nullable Duration retryAfter, Duration outage, Duration soon) {
    subscribeAll();
    world.hub.behaviour(failing(retryAfter));
    world.pass(outage, outage.compareTo(Duration.ofHours(1)) > 0 ? MINUTE : STEP);
    assertThat(running()).isZero();
    world.hub.grant(Duration.ofDays(10));
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(soon, STEP);
    assertThat(running()).isEqualTo(MANY);
  }

  @Test
  void failingHub_isAskedOnce_whenItsBackOffIsOver() {
    subscribeAll();
    world.hub.behaviour(failing(null));
    world.pass(Duration.ofHours(6), MINUTE);
    int before = world.hub.requests().size();
    world.pass(Duration.ofHours(10), MINUTE);
    assertThat(world.hub.requests().size() - before).isBetween(9, 11);
    assertThat(world.events(Kind.EXPIRED)).hasSize(MANY);
  }

  private void subscribeAll() {
    world.hub.grant(LEASE);
    List<SubscriptionRequest> requests =
        IntStream.range(0, MANY)
            .mapToObj(i -> SubscriptionRequest.of(URI.create("http://site" + i + ".example/")))
            .map(each -> each.withHub(world.hub.url()))
            .toList();
    world.subscriber.subscribe(requests);
    world.settle();
    assertThat(running()).isEqualTo(MANY);
  }

  private static HubBehaviour failing(@Nullable Duration retryAfter) {
    FakeResponse failure = FakeResponse.of(503);
    FakeResponse answer =
        retryAfter == null
            ? failure
            : failure.header("Retry-After", String.valueOf(retryAfter.toSeconds()));
    return (hub, request) -> answer;
  }

  private long running() {
    Instant now = world.clock.instant();
    return world.subscriber.operations().list(SubscriptionQuery.all()).stream()
        .map(Subscription::lease)
        .filter(lease -> lease != null && lease.isAliveAt(now))
        .count();
  }
}
