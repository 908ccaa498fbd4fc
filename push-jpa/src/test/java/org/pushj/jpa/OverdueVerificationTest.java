package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.PushHealth;
import org.pushj.Subscription;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.ManualClock;

/**
 * Every node on a database knows of requests that no hub verifies, whichever node has sent them.
 */
class OverdueVerificationTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void requestOfAnotherNode_isOverdue_untilItIsVerifiedAtAnyOfThem() {
    try (TwoNodes nodes =
            new TwoNodes(TestDatabase.H2, TestProvider.HIBERNATE, TestProvider.HIBERNATE);
        FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
        FakeTopicSite site = FakeTopicSite.start();
        CallbackServer callbacks = CallbackServer.start();
        Subscriber one = subscriber(nodes.one(), callbacks);
        Subscriber two = subscriber(nodes.two(), callbacks)) {
      callbacks.serve(one.callbackHandler());
      Subscription pending = one.subscribe(site.advertise("/feed", hub.url()));
      assertThat(two.operations().health().status()).isEqualTo(PushHealth.Status.UP);

      clock.advance(Duration.ofMinutes(1));
      assertThat(two.operations().health().reasons())
          .singleElement()
          .satisfies(
              reason -> {
                assertThat(reason.kind()).isEqualTo(PushHealth.Kind.VERIFICATIONS_OVERDUE);
                assertThat(reason.text())
                    .contains("at the callback base " + callbacks.base() + " yet; 1 request ")
                    .contains(pending.id().toString());
              });
      assertThat(one.operations().health()).isEqualTo(two.operations().health());

      assertThat(hub.verify(hub.requests("subscribe").get(0)).isConfirmed()).isTrue();
      assertThat(two.operations().health().status()).isEqualTo(PushHealth.Status.UP);
      assertThat(one.operations().health().status()).isEqualTo(PushHealth.Status.UP);
    }
  }

  private Subscriber subscriber(TransactionBoundary boundary, CallbackServer callbacks) {
    return Subscriber.builder()
        .callbackBase(callbacks.base())
        .listener(update -> {})
        .store(new JpaSubscriptionStore(boundary))
        .urlPolicy(UrlPolicy.allowPrivate())
        .clock(clock)
        .build();
  }
}
