package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Update;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** What an application attaches to its request comes back with every update and event. */
class AttributesTest {
  private static final Map<String, String> ATTACHED = Map.of("user", "42", "folder", "naïve ☃");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void attributes_areThoseOfEveryEvent() {
    try (World world = new World()) {
      world.hub.grant(Duration.ofDays(1)).behaviour(HubBehaviour.refuse(503, "later"));
      assertThatThrownBy(() -> world.subscriber.subscribe(request(world)))
          .isInstanceOf(HubException.class);
      world.hub.behaviour(HubBehaviour.inline());
      world.pass(MINUTE);
      Subscription active = world.onlyOne();
      HubRequest known = world.lastRequest();
      world.subscriber.renew(active.id());
      world.hub.deny(known, "no");
      world.hub.delivery(known).unsigned().send();
      world.hub.behaviour(HubBehaviour.hold());
      world.pass(Duration.ofDays(2), Duration.ofMinutes(30));
      world.hub.behaviour(HubBehaviour.inline());
      world.pass(Duration.ofDays(1), Duration.ofMinutes(30));
      world.subscriber.unsubscribe(active.id());

      world.assertHeard(Kind.UNSUBSCRIBED, 1);
      assertThat(world.listener.events())
          .extracting(event -> event.kind())
          .contains(
              Kind.FAILED,
              Kind.VERIFIED,
              Kind.RENEWED,
              Kind.DENIED,
              Kind.REJECTED,
              Kind.UNVERIFIED,
              Kind.EXPIRED,
              Kind.RESUMED,
              Kind.UNSUBSCRIBED);
      assertThat(world.listener.events())
          .allSatisfy(
              event -> assertThat(event.subscription().request().attributes()).isEqualTo(ATTACHED));
    }
  }

  @Test
  void attributes_areThoseOfEveryUpdate() {
    try (World world = new World()) {
      Subscription active = world.subscriber.subscribe(request(world));
      assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
      assertOrigin(world, active, world.listener.awaitUpdate(World.SOON));
    }
  }

  @Test
  void attributes_passThroughTheInbox() {
    try (World world = new World(settings -> settings.inbox(new InMemoryUpdateInbox()))) {
      Subscription active = world.subscriber.subscribe(request(world));
      assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
      assertThat(world.listener.updates()).isEmpty();
      world.subscriber.unsubscribe(active.id());
      world.subscriber.runDueWork();
      assertOrigin(world, active, world.listener.awaitUpdate(World.SOON));
    }
  }

  private static void assertOrigin(World world, Subscription subscription, Update update) {
    assertThat(update.origin().attributes()).isEqualTo(ATTACHED);
    assertThat(update.origin().subscription()).isEqualTo(subscription.id());
    assertThat(update.origin().resource()).isEqualTo(subscription.request().resource());
    assertThat(update.origin().topic()).isEqualTo(subscription.topic());
    assertThat(update.origin().hub()).isEqualTo(world.hub.url());
  }

  private static SubscriptionRequest request(World world) {
    SubscriptionRequest request = SubscriptionRequest.of(world.feed());
    for (Map.Entry<String, String> each : ATTACHED.entrySet()) {
      request = request.withAttribute(each.getKey(), each.getValue());
    }
    return request;
  }
}
