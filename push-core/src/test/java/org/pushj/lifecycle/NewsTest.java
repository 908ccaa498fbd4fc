package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.lifecycle.Effect.News;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;

/** What the machine tells the application, where that depends on more than the table shows. */
class NewsTest {
  private static final SubscriptionId ID = new SubscriptionId(new UUID(0x7000L, 1L << 63));
  private static final Lease LEASE = Lease.of(Parts.NOW, Duration.ofDays(10));
  private static final Registration UNSIGNED = Parts.HERE.withoutSecret();

  private final Lifecycle lifecycle =
      new Lifecycle(
          RenewalPolicy.defaults(), RetryPolicy.defaults(), Parts.BASE, false, Duration.ofHours(1));

  @Test
  void verification_isNoRenewal_whenItIsTheFirst() {
    assertThat(verified(open(Parts.HERE))).containsExactly(new News.Verified(LEASE));
  }

  @Test
  void verification_isARenewal_whileALeaseIsActive() {
    assertThat(verified(open(Parts.HERE).grant(Parts.granted(Parts.HERE, 1))))
        .containsExactly(new News.Renewed(LEASE, false));
  }

  @Test
  void verification_endsFailures_whenRequestsForItHadFailed() {
    assertThat(
            verified(
                open(Parts.HERE)
                    .grant(Parts.granted(Parts.HERE, 1))
                    .progress(Parts.after(Problem.Kind.UNVERIFIED))))
        .containsExactly(new News.Renewed(LEASE, true));
  }

  @Test
  void verification_endsAGap_whenTheLeaseHadEnded() {
    Grant ended = Parts.granted(Parts.HERE, -1);
    assertThat(verified(open(Parts.HERE).grant(ended).progress(Progress.NONE.afterLapse())))
        .containsExactly(
            new News.Verified(LEASE), new News.Resumed(ended.lease().endsAt(), Parts.NOW));
  }

  @Test
  void verification_isUnsigned_whenTheHubWasGivenNoSecret() {
    assertThat(verified(open(UNSIGNED)))
        .containsExactly(new News.Verified(LEASE), new News.Unsigned());
    assertThat(verified(open(UNSIGNED).grant(Parts.granted(Parts.HERE, 1))))
        .containsExactly(new News.Renewed(LEASE, false), new News.Unsigned());
  }

  @Test
  void verification_isUnsignedAndEndsAGap_inThisOrder() {
    Grant ended = Parts.granted(Parts.HERE, -1);
    assertThat(verified(open(UNSIGNED).grant(ended).progress(Progress.NONE.afterLapse())))
        .containsExactly(
            new News.Verified(LEASE),
            new News.Unsigned(),
            new News.Resumed(ended.lease().endsAt(), Parts.NOW));
  }

  @Test
  void verification_isNotUnsignedAgain_whenTheLeaseBeforeWas() {
    assertThat(verified(open(UNSIGNED).grant(Parts.granted(UNSIGNED, 1))))
        .containsExactly(new News.Renewed(LEASE, false));
  }

  @Test
  void verification_isNotUnsigned_whenTheRequestAsksForNoSignature() {
    assertThat(verified(open(UNSIGNED).request(Parts.REQUEST.unsigned())))
        .containsExactly(new News.Verified(LEASE));
  }

  @Test
  void request_isNoRoutine_whenItMakesTheSubscription() {
    Event found = EventVariant.FOUND_WHILE_THE_APPLICATION_WAITS.event(open(Parts.HERE).build());
    assertThat(news(lifecycle.first(ID, Parts.REQUEST, (LookUpOutcome.Found) found, Parts.NOW)))
        .containsExactly(new News.Requested(false));
  }

  @Test
  void end_namesTheSubscription_asItWasBefore() {
    Subscription before = Situation.UNSUBSCRIBING_LAPSED.subscription();
    assertThat(news(lifecycle.on(before, Intent.Action.FORGET, Parts.NOW)))
        .containsExactly(new News.Ended(before));
  }

  private List<Effect> verified(Subscription.Builder before) {
    Subscription current = before.build();
    OpenRequest open = Objects.requireNonNull(current.open());
    HubVerification about =
        new HubVerification(open.callback(), open.registration().topic().toString());
    return news(
        lifecycle.on(
            current,
            new HubCall.Verifies(about, IntentKind.SUBSCRIBE, Optional.of("864000")),
            Parts.NOW));
  }

  private static Subscription.Builder open(Registration registration) {
    return Subscription.builder(ID, Parts.REQUEST, Parts.BEFORE)
        .target(registration.target())
        .open(Parts.subscribe(registration));
  }

  private static List<Effect> news(Transition transition) {
    return transition.effects().stream().filter(News.class::isInstance).toList();
  }
}
