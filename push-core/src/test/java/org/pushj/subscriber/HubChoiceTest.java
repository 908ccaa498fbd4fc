package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Target;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.HubChoice;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;

/** Where a topic names several hubs: one of them is asked, the next if it fails, or all are. */
class HubChoiceTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final HubBehaviour BROKEN = HubBehaviour.refuse(400, "broken");

  private final World one = new World();
  private final AtomicReference<Runnable> beforeRemoval = new AtomicReference<>(() -> {});
  private final World all =
      new World(
          new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
            @Override
            public boolean remove(Subscription expected) {
              beforeRemoval.getAndSet(() -> {}).run();
              return super.remove(expected);
            }
          },
          settings -> settings.hubChoice(HubChoice.ALL));
  private final FakeHub a = FakeHub.start();
  private final FakeHub b = FakeHub.start();
  private final FakeHub c = FakeHub.start();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void end() {
    List.of(a, b, c).forEach(FakeHub::close);
    one.close();
    all.close();
  }

  @Test
  void one_turnsToTheNextHub_afterThreeFailures_andRestsWhereItIsVerified() {
    a.behaviour(BROKEN);
    URI feed = page(one, "/feed", a, b);
    assertThatThrownBy(() -> one.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    one.pass(Duration.ofMinutes(10), MINUTE);
    assertThat(a.requests("subscribe")).hasSize(3);
    assertThat(b.requests("subscribe")).hasSize(1);
    Subscription there = only(one);
    assertThat(there.hub()).isEqualTo(b.url());
    assertThat(there.state()).isEqualTo(SubscriptionState.ACTIVE);

    a.behaviour(HubBehaviour.inline());
    one.pass(WHEN_DUE);
    assertThat(a.requests("subscribe")).hasSize(3);
    assertThat(b.requests("subscribe")).hasSize(2);
    assertThat(a.requests("unsubscribe")).isEmpty();
  }

  @Test
  void one_goesRoundAllHubs_threeTimesEach_whenAllFail() {
    a.behaviour(counting("a"));
    b.behaviour(counting("b"));
    c.behaviour(counting("c"));
    URI feed = page(one, "/feed", a, b, c);
    assertThatThrownBy(() -> one.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    one.pass(Duration.ofDays(2), Duration.ofMinutes(10));
    assertThat(asked).hasSizeBetween(12, 40);
    assertThat(asked.subList(0, 12))
        .containsExactly("a", "a", "a", "b", "b", "b", "c", "c", "c", "a", "a", "a");
  }

  @Test
  void one_movesAnActiveSubscription_whenItsHubFailsAtRenewals() {
    URI feed = page(one, "/feed", a, b);
    Subscription before = one.subscriber.subscribe(feed);
    HubRequest atA = a.awaitRequest("subscribe", 1, World.SOON);
    a.behaviour(BROKEN);
    one.pass(WHEN_DUE);
    assertThat(one.deliver(atA)).isEqualTo(200);
    one.pass(Duration.ofMinutes(10), MINUTE);
    Subscription there = only(one);
    assertThat(there.id()).isEqualTo(before.id());
    assertThat(there.hub()).isEqualTo(b.url());
    assertThat(there.attempts()).isZero();
    HubRequest atB = b.awaitRequest("subscribe", 1, World.SOON);
    assertThat(atB.callback()).isNotEqualTo(atA.callback());
    assertThat(atB.secret()).isNotEqualTo(atA.secret());
    assertThat(one.deliver(atA)).isEqualTo(200);
    assertThat(one.deliver(atB)).isEqualTo(200);
    assertThat(a.requests("unsubscribe")).hasSize(1);
    assertThat(one.events(Kind.EXPIRED)).isEmpty();
  }

  @Test
  void all_subscribesEverywhere_andOneHubThatFailsHidesNoOther() {
    a.behaviour(BROKEN);
    URI feed = page(all, "/feed", a, b, c);
    Subscription accepted = all.subscriber.subscribe(feed);
    assertThat(accepted.hub()).isEqualTo(b.url());
    assertThat(hubsOf(all)).containsExactlyInAnyOrder(a.url(), b.url(), c.url());
    assertThat(activeHubsOf(all)).containsExactlyInAnyOrder(b.url(), c.url());
    a.behaviour(HubBehaviour.inline());
    all.pass(MINUTE);
    assertThat(activeHubsOf(all)).hasSize(3);
    assertThat(b.requests("subscribe")).hasSize(1);
  }

  @Test
  void all_staysAtEachHub_howeverOftenThatFails() {
    a.behaviour(BROKEN);
    URI feed = page(all, "/feed", a, b);
    all.subscriber.subscribe(feed);
    all.pass(Duration.ofHours(12), Duration.ofMinutes(5));
    assertThat(a.requests("subscribe")).hasSizeGreaterThan(5);
    assertThat(b.requests("subscribe")).hasSize(1);
    assertThat(hubsOf(all)).containsExactlyInAnyOrder(a.url(), b.url());
  }

  @Test
  void all_throws_whenNoHubAccepts_andAsksAllOfThemAgain() {
    a.behaviour(BROKEN);
    b.behaviour(BROKEN);
    URI feed = page(all, "/feed", a, b);
    assertThatThrownBy(() -> all.subscriber.subscribe(feed))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("400");
    a.behaviour(HubBehaviour.inline());
    b.behaviour(HubBehaviour.inline());
    all.pass(MINUTE);
    assertThat(activeHubsOf(all)).containsExactlyInAnyOrder(a.url(), b.url());
  }

  @Test
  void all_addsHubsThatAreNamedLater_andGoesOnAtThoseThatAreNotAnyMore() {
    URI feed = page(all, "/feed", a, b);
    all.subscriber.subscribe(feed);
    page(all, "/feed", b, c);
    all.pass(WHEN_DUE);
    assertThat(activeHubsOf(all)).containsExactlyInAnyOrder(a.url(), b.url(), c.url());
    assertThat(c.requests("subscribe")).hasSize(1);
    assertThat(a.requests("subscribe")).hasSize(2);
  }

  @Test
  void all_movesWithItsTopic_andSubscribesNowhereTwice() {
    URI feed = page(all, "/feed", a, b);
    all.subscriber.subscribe(feed);
    URI moved = page(all, "/moved", a, b);
    all.site.redirect("/feed", 301, moved.toString());
    all.pass(WHEN_DUE);
    assertThat(all.subscriber.list(SubscriptionQuery.all()))
        .extracting(Subscription::topic)
        .containsExactly(moved, moved);
    assertThat(activeHubsOf(all)).containsExactlyInAnyOrder(a.url(), b.url());
    assertThat(a.requests("unsubscribe")).hasSize(1);
    assertThat(b.requests("unsubscribe")).hasSize(1);
  }

  @Test
  void added_endsUnasked_whenTheApplicationTookItsWishBackMeanwhile() {
    URI feed = page(all, "/feed", a, b);
    Subscription first = all.subscriber.subscribe(feed);
    page(all, "/feed", a, b, c);
    whileFirstAsked(() -> all.subscriber.unsubscribe(first.id()));
    all.pass(WHEN_DUE);
    assertThat(all.subscriber.list(SubscriptionQuery.all())).isEmpty();
    assertThat(c.requests()).isEmpty();
  }

  @Test
  void added_stays_whenTheApplicationWantsItAgain_rightBeforeItsEnd() {
    URI feed = page(all, "/feed", a, b);
    Subscription first = all.subscriber.subscribe(feed);
    page(all, "/feed", a, b, c);
    SubscriptionRequest again = first.request().withAttribute("again", "true");
    whileFirstAsked(
        () -> {
          all.subscriber.unsubscribe(first.id());
          beforeRemoval.set(() -> all.subscriber.subscribeLater(again));
        });
    all.pass(WHEN_DUE);
    assertThat(c.requests("subscribe")).hasSize(1);
    assertThat(activeHubsOf(all)).contains(c.url());
    assertThat(all.subscriber.list(SubscriptionQuery.all()))
        .extracting(Subscription::request)
        .containsOnly(again);
  }

  @Test
  void added_isAskedForLater_whenTheNodeThatAddedItHasDied() {
    URI feed = page(all, "/feed", a);
    Subscription first = all.subscriber.subscribe(feed);
    page(all, "/feed", a, b);
    Subscription added =
        Subscription.builder(
                SubscriptionId.next(all.clock.instant()), first.request(), all.clock.instant())
            .target(new Target(feed, b.url()))
            .siblingOf(first.id())
            .build()
            .withDueAt(all.clock.instant());
    assertThat(all.store.add(added)).isTrue();
    all.pass(MINUTE);
    assertThat(b.requests("subscribe")).hasSize(1);
    assertThat(activeHubsOf(all)).containsExactlyInAnyOrder(a.url(), b.url());
    assertThat(all.now(added).siblingOf()).isNull();
  }

  /** Does something while the first of two hubs, whichever it is, is asked to subscribe. */
  private void whileFirstAsked(Runnable action) {
    AtomicReference<Runnable> once = new AtomicReference<>(action);
    HubBehaviour behaviour =
        (hub, request) -> {
          if (request.mode().equals("subscribe")) {
            once.getAndSet(() -> {}).run();
          }
          return HubBehaviour.inline().treat(hub, request);
        };
    a.behaviour(behaviour);
    b.behaviour(behaviour);
  }

  private static URI page(World world, String path, FakeHub... hubs) {
    FakeResponse page = FakeResponse.of(200).link(world.site.url(path), "self");
    for (FakeHub hub : hubs) {
      page = page.link(hub.url(), "hub");
    }
    return world.site.page(path, page);
  }

  private HubBehaviour counting(String name) {
    return (hub, request) -> {
      asked.add(name);
      return BROKEN.treat(hub, request);
    };
  }

  private static Subscription only(World world) {
    List<Subscription> all = world.subscriber.list(SubscriptionQuery.all());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static List<URI> hubsOf(World world) {
    return world.subscriber.list(SubscriptionQuery.all()).stream().map(Subscription::hub).toList();
  }

  private static List<URI> activeHubsOf(World world) {
    return world
        .subscriber
        .list(SubscriptionQuery.all().withState(SubscriptionState.ACTIVE))
        .stream()
        .filter(each -> each.isAliveAt(world.clock.instant()))
        .map(Subscription::hub)
        .toList();
  }
}
