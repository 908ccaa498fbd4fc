package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Subscription;
import org.pushj.http.JdkHttpTransport;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What becomes of a renewal whose process ends in the middle of it. */
class UnfinishedRenewalTest {
  private static final Duration CLAIM = WorkSettings.defaults().claim();
  private static final Duration UNVERIFIED_AFTER = RenewalPolicy.defaults().unverifiedAfter();

  private final AtomicBoolean breaksOff = new AtomicBoolean();
  private final HttpTransport http =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();
  private final World world = new World(settings -> settings.transport(this::sendOrBreakOff));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void renewal_isMadeAfterItsTimeToVerify_whenItBrokeOffAndTheLeaseRunsForLong() {
    Held active = world.active();
    breakOffRenewal(active.subscription());
    world.pass(UNVERIFIED_AFTER.minusMillis(1));
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.now(active.subscription()).open()).isNull();
  }

  @Test
  void renewal_isMadeWhenTheClaimEnds_whenItBrokeOffAndLittleIsLeftOfTheLease() {
    world.hub.grant(UNVERIFIED_AFTER.multipliedBy(4));
    Held active = world.active();
    breakOffRenewal(active.subscription());
    world.pass(CLAIM.minusMillis(1));
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    world.pass(Duration.ofMillis(1));
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.now(active.subscription()).open()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 240})
  void hub_isLeftToVerify_whenItHasAcceptedARenewal(int hours) {
    world.hub.grant(Duration.ofHours(hours));
    Held active = world.active();
    fallDue(active.subscription());
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.runDueWork();
    assertThat(world.now(active.subscription()).dueAt())
        .isEqualTo(world.clock.instant().plus(UNVERIFIED_AFTER));
    world.clock.advance(CLAIM);
    world.subscriber.runDueWork();
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  private void breakOffRenewal(Subscription subscription) {
    fallDue(subscription);
    breaksOff.set(true);
    world.subscriber.runDueWork();
    assertThat(breaksOff).isFalse();
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    assertThat(world.now(subscription).open()).isNotNull();
  }

  private void fallDue(Subscription subscription) {
    Subscription current = world.now(subscription);
    assertThat(world.store.replace(current, current.withDueAt(world.clock.instant()))).isPresent();
  }

  /** Once, it fails when the request is committed, and before the hub gets it. */
  private HttpTransport.Response sendOrBreakOff(HttpTransport.Request request) throws IOException {
    if (request.method().equals("POST") && breaksOff.compareAndSet(true, false)) {
      throw new IllegalStateException("the process was killed");
    }
    return http.send(request);
  }
}
