package org.pushj.subscriber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** SUB-8: a subscription is identified by what was asked for, whatever its page names. */
class IdentityTest {
  private final World world = new World(settings -> settings.inbox(new InMemoryUpdateInbox()));
  private final FakeHub other = FakeHub.start();

  @AfterEach
  void end() {
    world.subscriber.close();
    other.close();
    world.close();
  }

  @Test
  void subscribe_again_movesTheSubscription_whenItsPageHasMoved() {
    Subscription before = world.active().subscription();
    URI moved = world.site.url("/moved");
    world.site.page("/feed", FakeResponse.of(200).link(moved, "self").link(other.url(), "hub"));

    Subscription after = world.subscriber.subscribe(before.request());
    world.settle();

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(world.onlyOne().topic()).isEqualTo(moved);
    assertThat(world.onlyOne().hub()).isEqualTo(other.url());
    assertThat(world.deliver(other.awaitRequest("subscribe", 1, World.SOON))).isEqualTo(200);
    world.pass(Duration.ZERO);
    assertThat(world.hub.requests("unsubscribe")).hasSize(1);
  }

  @Test
  void subscribe_again_movesTheSubscription_whoseHubHasNotVerifiedYet() {
    URI feed = world.feed();
    world.hub.behaviour(HubBehaviour.refuse(503, "later"));
    assertThatThrownBy(() -> world.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    world.site.advertise("/feed", other.url());

    Subscription after = world.subscriber.subscribe(feed);

    assertThat(world.onlyOne().id()).isEqualTo(after.id());
    assertThat(world.now(after).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.now(after).hub()).isEqualTo(other.url());
  }

  @Test
  void options_areThoseOfTheLastCaller() {
    Subscription before = world.active().subscription();
    SubscriptionRequest again =
        before.request().withLease(Duration.ofDays(3)).withAttribute("user", "7");

    Subscription after = world.subscriber.subscribe(again);

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(world.onlyOne().request()).isEqualTo(again);
    assertThat(world.lastRequest().leaseSeconds()).contains("259200");
  }

  @Test
  void requestsForOneTopic_atTwoHubs_areTwoSubscriptions_andEachDelivers() {
    URI feed = world.feed();
    SubscriptionRequest ann = SubscriptionRequest.of(feed).withHub(world.hub.url());
    SubscriptionRequest bob = SubscriptionRequest.of(feed).withHub(other.url());

    assertBothDeliver(ann, world.hub, bob, other);
  }

  @Test
  void requestsForOneTopic_atOneHub_areTwoSubscriptions_andEachDelivers() {
    URI feed = world.feed();
    URI page =
        world.site.page(
            "/page", FakeResponse.of(200).link(feed, "self").link(world.hub.url(), "hub"));

    assertBothDeliver(
        SubscriptionRequest.of(feed), world.hub, SubscriptionRequest.of(page), world.hub);

    List<Subscription> all =
        world.subscriber.operations().list(SubscriptionQuery.all().withTopic(feed));
    assertThat(all)
        .extracting(each -> each.request().resource())
        .containsExactlyInAnyOrder(feed, page);
    assertThat(all).extracting(Subscription::target).containsOnly(all.get(0).target());
  }

  /** Subscribes for Ann and for Bob, and delivers the same content to both. */
  private void assertBothDeliver(
      SubscriptionRequest ann, FakeHub hubOfAnn, SubscriptionRequest bob, FakeHub hubOfBob) {
    world.subscriber.subscribeLater(ann.withAttribute("name", "Ann"));
    world.subscriber.runDueWork();
    world.subscriber.subscribeLater(bob.withAttribute("name", "Bob"));
    world.subscriber.runDueWork();
    world.settle();
    HubRequest toAnn = hubOfAnn.requests("subscribe").get(0);
    List<HubRequest> atBob = hubOfBob.requests("subscribe");
    HubRequest toBob = atBob.get(atBob.size() - 1);
    assertThat(toAnn.callback()).isNotEqualTo(toBob.callback());

    byte[] news = "news".getBytes(UTF_8);
    assertThat(hubOfAnn.deliver(toAnn, news, "text/plain").status()).isEqualTo(200);
    assertThat(hubOfBob.deliver(toBob, news, "text/plain").status()).isEqualTo(200);
    world.subscriber.runDueWork();

    world.assertHeard(Kind.VERIFIED, 2);
    assertThat(world.listener.updates())
        .extracting(Update::origin)
        .extracting(origin -> origin.attributes().get("name"))
        .containsExactlyInAnyOrder("Ann", "Bob");
  }
}
