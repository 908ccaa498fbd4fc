package org.pushj.testing;

// START SNIPPET: time
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.ManualClock;
import org.pushj.tck.PushExtension;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.RecordingListener.Kind;

@ExtendWith(PushExtension.class)
class RenewalTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock();
  private final RecordingListener listener = new RecordingListener();
  private Subscriber subscriber;
  private Subscription subscription;

  @BeforeEach
  void subscribe(FakeHub hub, FakeTopicSite site, CallbackServer callback) {
    subscriber =
        Subscriber.builder()
            .callbackBase(callback.base())
            .listener(listener)
            .subscriptionListener(listener)
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    callback.serve(subscriber.callbackHandler());
    hub.grant(Duration.ofDays(9));
    subscription = subscriber.subscribe(site.advertise("/feed", hub.url()));
  }

  @AfterEach
  void close() {
    subscriber.close();
  }

  @Test
  void leaseIsRenewed_beforeItEnds(FakeHub hub) {
    clock.advance(Duration.ofDays(4));
    subscriber.runDueWork();
    assertEquals(1, hub.requests("subscribe").size());

    clock.advance(Duration.ofDays(2));
    subscriber.runDueWork();
    assertEquals(2, hub.requests("subscribe").size());
  }

  @Test
  void subscriptionResumes_whenTheHubIsBack(FakeHub hub) {
    hub.behaviour(HubBehaviour.refuse(503, "down for maintenance"));
    clock.advance(Duration.ofDays(9));
    subscriber.runDueWork();
    assertEquals(1, listener.events(Kind.EXPIRED).size());

    hub.behaviour(HubBehaviour.inline());
    clock.advance(Duration.ofHours(4));
    subscriber.runDueWork();
    listener.awaitEvent(Kind.RESUMED, TIMEOUT);
    Subscription resumed = subscriber.find(subscription.id()).orElseThrow();
    assertEquals(SubscriptionState.ACTIVE, resumed.state());
  }
}
// END SNIPPET: time
