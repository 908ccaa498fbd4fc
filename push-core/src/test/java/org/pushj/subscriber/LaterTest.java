package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Intents that are kept now, and worked off later. */
class LaterTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscribeLater_returnsWithoutAnyRequest_andIsWorkedOffByDueWork() {
    Subscription pending = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(pending.hub()).isNull();
    assertThat(world.site.requests()).isEmpty();
    assertThat(world.hub.requests()).isEmpty();

    assertThat(world.subscriber.runDueWork()).isPositive();
    Subscription active = world.now(pending);
    assertThat(active.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(active.hub()).isEqualTo(world.hub.url());
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
    assertThat(world.subscriber.runDueWork()).isZero();
  }

  @Test
  void subscribeLater_asksNoHub_keepsTheId_andTakesTheNewAttributes_whenItIsActive() {
    Held active = world.active();
    int pages = world.site.requests().size();
    Subscription again =
        world.subscriber.subscribeLater(
            SubscriptionRequest.of(world.feed()).withAttribute("folder", "news"));
    assertThat(again.id()).isEqualTo(active.subscription().id());
    assertThat(again.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(again.request().attributes()).containsEntry("folder", "news");

    assertThat(world.subscriber.runDueWork()).isZero();
    assertThat(world.hub.requests()).hasSize(1);
    assertThat(world.site.requests()).hasSize(pages);
    assertThat(world.onlyOne().request().attributes()).containsEntry("folder", "news");
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.listener.updates().get(0).origin().attributes())
        .containsEntry("folder", "news");
  }

  @Test
  void subscribeLater_isOneIntent_howeverOftenItIsCalled() {
    SubscriptionRequest request = SubscriptionRequest.of(world.feed());
    Subscription first = world.subscriber.subscribeLater(request);
    assertThat(world.subscriber.subscribeLater(request)).isEqualTo(first);
    world.subscriber.runDueWork();
    assertThat(world.subscriber.subscribeLater(request).id()).isEqualTo(first.id());
    assertThat(world.hub.requests()).hasSize(1);
  }

  @Test
  void intent_isTakenBack_beforeAnybodyWasAsked() {
    Subscription kept = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    assertThat(world.subscriber.unsubscribe(kept.id())).isTrue();
    world.subscriber.runDueWork();
    assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
    assertThat(world.site.requests()).isEmpty();
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  void subscribeLater_takesTheIntentToUnsubscribeBack() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(503, "later"));
    world.subscriber.unsubscribe(active.subscription().id());
    world.hub.behaviour(HubBehaviour.inline());
    Subscription again = world.subscriber.subscribeLater(active.subscription().request());
    assertThat(again.id()).isEqualTo(active.subscription().id());
    world.pass(Duration.ZERO);
    assertThat(world.now(again).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
  }

  @Test
  void failure_isToldAndTriedAgain_notThrown() {
    world.hub.behaviour(HubBehaviour.refuse(503, "later"));
    Subscription kept = world.subscriber.subscribeLater(SubscriptionRequest.of(world.feed()));
    world.subscriber.runDueWork();
    assertThat(world.now(kept).state()).isEqualTo(SubscriptionState.FAILED);
    assertThat(world.listener.awaitEvent(Kind.FAILED, World.SOON).cause().subscription())
        .contains(kept.id());
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(1));
    assertThat(world.now(kept).state()).isEqualTo(SubscriptionState.ACTIVE);
  }
}
