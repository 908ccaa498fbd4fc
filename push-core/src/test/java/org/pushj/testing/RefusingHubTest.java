package org.pushj.testing;

// START SNIPPET: refusal
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.PushExtension;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.RecordingListener.Event;
import org.pushj.tck.RecordingListener.Kind;

@ExtendWith(PushExtension.class)
class RefusingHubTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final RecordingListener listener = new RecordingListener();
  private Subscriber subscriber;
  private URI feed;

  @BeforeEach
  void build(FakeHub hub, FakeTopicSite site, CallbackServer callback) {
    feed = site.advertise("/feed", hub.url());
    subscriber =
        Subscriber.builder()
            .callbackBase(callback.base())
            .listener(listener)
            .subscriptionListener(listener)
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    callback.serve(subscriber.callbackHandler());
  }

  @AfterEach
  void close() {
    subscriber.close();
  }

  @Test
  void subscribe_throws_whenTheHubRefuses(FakeHub hub) {
    hub.behaviour(HubBehaviour.refuse(403, "members only"));

    HubException refusal = assertThrows(HubException.class, () -> subscriber.subscribe(feed));

    assertEquals(403, refusal.status().orElseThrow());
    assertEquals("members only", refusal.body());
    Subscription stored = subscriber.find(refusal.subscription().orElseThrow()).orElseThrow();
    assertEquals(SubscriptionState.FAILED, stored.state()); // the hub is asked again later
  }

  @Test
  void listenerIsCalled_whenTheHubDenies(FakeHub hub) {
    hub.behaviour(HubBehaviour.deny("members only"));

    subscriber.subscribe(feed);

    Event event = listener.awaitEvent(Kind.DENIED, TIMEOUT);
    assertEquals("members only", event.reason());
    assertEquals(SubscriptionState.DENIED, event.subscription().state());
  }

  @Test
  void subscriptionIsPending_untilTheHubVerifies(FakeHub hub) {
    hub.behaviour(HubBehaviour.hold());
    Subscription subscription = subscriber.subscribe(feed);
    assertEquals(SubscriptionState.PENDING, subscription.state());

    HubRequest request = hub.awaitRequest("subscribe", 1, TIMEOUT);
    hub.verify(request);

    listener.awaitEvent(Kind.VERIFIED, TIMEOUT);
    Subscription stored = subscriber.find(subscription.id()).orElseThrow();
    assertEquals(SubscriptionState.ACTIVE, stored.state());
  }
}
// END SNIPPET: refusal
