package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What a hub that verifies an active subscription unasked may do to its lease. */
class RecheckTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("VER-9: a re-check that names no lease cuts the one that runs not short")
  void recheck_keepsTheLease_whenItNamesNone() {
    Held active = world.active();
    assertThat(world.hub.verification(active.request()).lease("0").send().isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).lease().endsAt())
        .isEqualTo(active.subscription().lease().endsAt());
  }

  @Test
  @DisplayName("VER-9: a hub's own re-check extends the lease, and moves no renewal")
  void recheck_extendsTheLease_andLeavesTheRenewalDue() {
    Held active = world.active();
    Subscription before = world.now(active.subscription());
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.hub.verification(active.request()).lease("1000000").send().isConfirmed())
        .isTrue();
    Subscription extended = world.now(active.subscription());
    assertThat(extended.lease())
        .isEqualTo(
            new Lease(before.lease().startsAt(), world.clock.instant().plusSeconds(1000000)));
    assertThat(extended.dueAt()).isEqualTo(before.dueAt());
    assertThat(world.events(Kind.RENEWED)).isEmpty();
  }

  @ParameterizedTest(name = "VER-9: hub.lease_seconds={0}")
  @ValueSource(strings = {"1", "700000", "864000"})
  void recheck_isConfirmed_andChangesNothing_whenItDoesNotExtendTheLease(String lease) {
    Held active = world.active();
    Subscription before = world.now(active.subscription());
    assertThat(world.hub.verification(active.request()).lease(lease).send().isConfirmed()).isTrue();
    assertThat(world.now(active.subscription())).isEqualTo(before);
  }

  @Test
  @DisplayName("VER-9: who verifies while a renewal is open ends no lease that runs")
  void verification_endsNoLease_whileARenewalIsOpen() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(Duration.ofDays(7));
    assertThat(world.now(active.subscription()).open()).isNotNull();
    assertThat(world.hub.verification(active.request()).lease("1").send().isConfirmed()).isTrue();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.hub.requests("subscribe")).hasSize(3);
  }

  @Test
  @DisplayName("VER-13: who verifies with an endless lease does not put off the next renewal")
  void verification_putsOffNoRenewal_whenItNamesALeaseOfCenturies() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(Duration.ofDays(7));
    assertThat(world.hub.verification(active.request()).lease("9999999999").send().isConfirmed())
        .isTrue();
    assertThat(world.now(active.subscription()).dueAt())
        .isBeforeOrEqualTo(world.clock.instant().plus(Duration.ofDays(7)));
    world.pass(Duration.ofDays(8));
    assertThat(world.hub.requests("subscribe")).hasSizeGreaterThan(2);
  }
}
