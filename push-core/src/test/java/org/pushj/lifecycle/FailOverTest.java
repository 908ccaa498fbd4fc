package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;

/** Where a topic names several hubs, one of them is asked, and the next one if it fails. */
class FailOverTest {
  private static final Duration WHEN_DUE = Duration.ofDays(7);
  private static final Duration LEASE = Duration.ofHours(2);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final HubBehaviour BROKEN = HubBehaviour.refuse(400, "broken");

  private final World world = new World();
  private final FakeHub a = FakeHub.start();
  private final FakeHub b = FakeHub.start();
  private final FakeHub c = FakeHub.start();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void verify() {
    List.of(a, b, c).forEach(hub -> hub.behaviour(HubBehaviour.inline()));
  }

  @AfterEach
  void end() {
    List.of(a, b, c).forEach(FakeHub::close);
    world.close();
  }

  @Test
  void nextHub_isAsked_afterThreeFailures_andRenewedOnceItHasVerified() {
    a.behaviour(BROKEN);
    URI feed = page("/feed", a, b);
    assertThatThrownBy(() -> world.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    world.pass(Duration.ofMinutes(10), MINUTE);
    assertThat(a.requests("subscribe")).hasSize(3);
    assertThat(b.requests("subscribe")).hasSize(1);
    Subscription there = world.onlyOne();
    assertThat(there.hub()).isEqualTo(b.url());
    assertThat(there.state()).isEqualTo(SubscriptionState.ACTIVE);

    a.behaviour(HubBehaviour.inline());
    world.pass(WHEN_DUE);
    assertThat(a.requests("subscribe")).hasSize(3);
    assertThat(b.requests("subscribe")).hasSize(2);
    assertThat(a.requests("unsubscribe")).isEmpty();
  }

  @Test
  void allHubs_areAskedInTurn_threeTimesEach_whenAllFail() {
    a.behaviour(counting("a"));
    b.behaviour(counting("b"));
    c.behaviour(counting("c"));
    URI feed = page("/feed", a, b, c);
    assertThatThrownBy(() -> world.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    world.pass(Duration.ofDays(2), Duration.ofMinutes(10));
    assertThat(asked).hasSizeBetween(12, 40);
    assertThat(asked.subList(0, 12))
        .containsExactly("a", "a", "a", "b", "b", "b", "c", "c", "c", "a", "a", "a");
  }

  @Test
  void activeSubscription_moves_whenItsHubFailsAtRenewals() {
    URI feed = page("/feed", a, b);
    Subscription before = world.subscriber.subscribe(feed);
    HubRequest atA = a.awaitRequest("subscribe", 1, World.SOON);
    a.behaviour(BROKEN);
    world.pass(WHEN_DUE);
    assertThat(world.deliver(atA)).isEqualTo(200);
    world.pass(Duration.ofMinutes(10), MINUTE);
    Subscription there = world.onlyOne();
    assertThat(there.id()).isEqualTo(before.id());
    assertThat(there.hub()).isEqualTo(b.url());
    assertThat(there.attempts()).isZero();
    HubRequest atB = b.awaitRequest("subscribe", 1, World.SOON);
    assertThat(atB.callback()).isNotEqualTo(atA.callback());
    assertThat(atB.secret()).isNotEqualTo(atA.secret());
    assertThat(world.deliver(atA)).isEqualTo(200);
    assertThat(world.deliver(atB)).isEqualTo(200);
    assertThat(a.requests("unsubscribe")).hasSize(1);
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
  }

  @Test
  void nextHub_isAsked_beforeTheLeaseEnds_whileTheFirstSaysRetryAfter() {
    a.grant(LEASE);
    URI feed = page("/feed", a, b);
    Subscription before = world.subscriber.subscribe(feed);
    a.behaviour(later(Duration.ofHours(10)));
    world.pass(LEASE, MINUTE);
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    assertThat(world.now(before).hub()).isEqualTo(b.url());
    assertThat(world.now(before).isAliveAt(world.clock.instant())).isTrue();
    assertThat(world.deliver(b.awaitRequest("subscribe", 1, World.SOON))).isEqualTo(200);
    assertThat(a.requests()).as("what the first one was asked").hasSize(2);
  }

  @Test
  void firstHub_isAskedToEndWhatItGranted_onceItsRetryAfterIsOver() {
    a.grant(Duration.ofDays(1));
    world.subscriber.subscribe(page("/feed", a, b));
    a.behaviour(later(Duration.ofHours(7)));
    while (b.requests().isEmpty()) {
      world.pass(MINUTE);
    }
    a.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(6), MINUTE);
    assertThat(a.requests("unsubscribe")).isEmpty();
    world.pass(Duration.ofHours(2), MINUTE);
    assertThat(a.requests("unsubscribe")).hasSize(1);
  }

  @Test
  void nextHub_isAskedSoon_whenNoLeaseRuns_whileTheFirstSaysRetryAfter() {
    a.behaviour(later(Duration.ofHours(10)));
    URI feed = page("/feed", a, b);
    assertThatThrownBy(() -> world.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    world.pass(MINUTE);
    assertThat(world.onlyOne().hub()).isEqualTo(b.url());
    assertThat(world.onlyOne().state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(a.requests("subscribe")).hasSize(1);
  }

  @Test
  void nextHub_isAsked_beforeTheLeaseEnds_whileTheFirstFailsForOtherSubscriptions() {
    a.grant(LEASE);
    Subscription before = world.subscriber.subscribe(page("/feed", a, b));
    a.behaviour(later(Duration.ofHours(10)));
    URI other = page("/other", a);
    assertThatThrownBy(() -> world.subscriber.subscribe(other)).isInstanceOf(HubException.class);
    world.pass(LEASE, MINUTE);
    assertThat(world.now(before).hub()).isEqualTo(b.url());
    assertThat(world.now(before).attempts()).isZero();
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    assertThat(a.requests("subscribe")).hasSize(2);
  }

  @Test
  void firstHub_isWaitedFor_whenTheLeaseLeavesTheTime() {
    Subscription before = world.subscriber.subscribe(page("/feed", a, b));
    a.behaviour(later(HOUR));
    world.pass(WHEN_DUE);
    assertThat(a.requests("subscribe")).hasSize(2);
    world.pass(Duration.ofMinutes(59), MINUTE);
    assertThat(a.requests("subscribe")).hasSize(2);
    a.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(2), MINUTE);
    assertThat(a.requests("subscribe")).hasSize(3);
    assertThat(world.now(before).hub()).isEqualTo(a.url());
    assertThat(b.requests()).isEmpty();
  }

  @Test
  void hubThatIsSparedLeast_isWaitedFor_whenAllAreSpared() {
    a.behaviour(later(Duration.ofHours(10)));
    b.behaviour(later(HOUR));
    URI feed = page("/feed", a, b);
    assertThatThrownBy(() -> world.subscriber.subscribe(feed)).isInstanceOf(HubException.class);
    world.pass(HOUR, MINUTE);
    assertThat(b.requests("subscribe")).hasSize(1);
    assertThat(world.onlyOne().attempts()).as("a hub that is not asked does not fail").isEqualTo(2);
    b.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(3), MINUTE);
    assertThat(b.requests("subscribe")).hasSize(2);
    assertThat(world.onlyOne().hub()).isEqualTo(b.url());
    assertThat(a.requests("subscribe")).hasSize(1);
  }

  @Test
  void subscribe_again_asksTheHubOfTheSubscription_inWhateverOrderThePageNamesThem() {
    Subscription first = world.subscriber.subscribe(page("/feed", b, a));
    Subscription again = world.subscriber.subscribe(page("/feed", a, b));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.hub()).isEqualTo(b.url());
    assertThat(b.requests("subscribe")).hasSize(2);
    assertThat(a.requests()).isEmpty();
  }

  @Test
  void pageThatNamesManyHubs_makesOneSubscription_andOneRequestPerTry() {
    a.behaviour(BROKEN);
    FakeResponse page = FakeResponse.of(200).link(world.site.url("/feed"), "self");
    for (int i = 0; i < 1000; i++) {
      page = page.link(a.url("/hub?" + i), "hub");
    }
    URI feed = world.site.page("/feed", page);
    world.subscriber.subscribeLater(SubscriptionRequest.of(feed));
    for (int i = 0; i < 500; i++) {
      int before = a.requests().size();
      world.pass(MINUTE);
      assertThat(a.requests().size() - before).isLessThanOrEqualTo(1);
    }
    assertThat(a.requests()).hasSizeBetween(5, 20);
    assertThat(world.onlyOne().attempts()).isEqualTo(a.requests().size());
  }

  private URI page(String path, FakeHub... hubs) {
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

  private static HubBehaviour later(Duration retryAfter) {
    return HubBehaviour.answer(
        FakeResponse.of(503).header("Retry-After", Long.toString(retryAfter.toSeconds())));
  }
}
