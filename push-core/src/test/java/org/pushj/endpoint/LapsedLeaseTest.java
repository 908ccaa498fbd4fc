package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionState;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.ListingHub;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Content after the end of a lease that is asked for again (EXP-1). */
class LapsedLeaseTest {
  private static final Duration LEASE = Duration.ofDays(1);
  private static final Duration STEP = Duration.ofMinutes(10);

  private final World world = new World();
  private final ListingHub hub = new ListingHub(world);

  @BeforeEach
  void grant() {
    world.hub.grant(LEASE);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 500, 400, 403, 404, 410})
  @DisplayName("EXP-1: 503 and never 410, as long as a new lease is wanted")
  void content_isAnswered503_whileTheHubRefusesANewLease(int status) {
    Held active = world.active();
    hub.treat(HubBehaviour.refuse(status, "no"));
    world.pass(LEASE, STEP);
    for (int i = 0; i < 20; i++) {
      CallbackReply reply = deliver(active);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).hasValue("60");
      world.pass(Duration.ofDays(1), Duration.ofHours(1));
    }
    assertThat(world.listener.updates()).isEmpty();
    world.assertHeard(Kind.EXPIRED, 1);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.FAILED);
  }

  @Test
  void content_isAnswered503_beforeTheEndIsNoticed() {
    Held active = world.active();
    world.clock.advance(LEASE);
    assertThat(deliver(active).status()).isEqualTo(503);
    assertThat(deliver(active).header("Retry-After")).isPresent();
  }

  @Test
  void content_isAnswered503_whileTheNewLeaseIsNotVerified() {
    Held active = world.active();
    hub.treat(HubBehaviour.hold());
    world.pass(LEASE.plusHours(6), STEP);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(deliver(active).status()).isEqualTo(503);
  }

  @Test
  @DisplayName("EXP-1: a hub that forgets on 410 delivers again after the renewal")
  void hub_deliversAgain_afterTheRenewal() {
    Held active = world.active();
    assertThat(hub.publish()).containsExactly(200);
    hub.treat(HubBehaviour.refuse(500, "out of order"));
    world.pass(LEASE.plusHours(1), STEP);
    assertThat(hub.publish()).containsExactly(503);

    hub.treat(HubBehaviour.inline());
    world.pass(Duration.ofHours(5), STEP);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(hub.publish()).containsExactly(200);
    assertThat(world.listener.updates()).hasSize(2);
    world.assertHeard(Kind.RESUMED, 1);
  }

  @Test
  @DisplayName("EXP-1: 410 once nothing is asked for any more")
  void content_isAnswered410_whenGivenUp() {
    Held active = world.active();
    hub.treat(HubBehaviour.refuse(403, "no"));
    world.pass(Duration.ofDays(35), Duration.ofHours(1));
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.GIVEN_UP);
    assertThat(hub.publish()).containsExactly(410);
    assertThat(hub.publish()).isEmpty();
  }

  private CallbackReply deliver(Held active) {
    return world.hub.deliver(active.request(), "news".getBytes(UTF_8), "text/plain");
  }
}
