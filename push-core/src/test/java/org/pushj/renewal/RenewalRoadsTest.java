package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What a renewal makes of a page that has changed, and of a change while it looks. */
class RenewalRoadsTest {
  private static final URI FORBIDDEN = URI.create("https://intranet.example/hub");

  private final AtomicInteger refusals = new AtomicInteger();
  private final World world = new World(settings -> settings.urlPolicy(this::refusal));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("REN-2: a page that names only hubs that may not be contacted ends no lease")
  void renewal_asksTheKnownHub_whenThePageNamesNoHubThatMayBeContacted() {
    Held active = world.active();
    world.site.advertise("/feed", FORBIDDEN);
    Subscription renewed = world.subscriber.renew(active.subscription().id()).orElseThrow();
    assertThat(renewed.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(renewed.hub()).isEqualTo(world.hub.url());
    assertThat(world.hub.requests("subscribe")).hasSize(2);
  }

  @Test
  @DisplayName("UNS-1: a renewal that is under way does not take back an intent to unsubscribe")
  void renewal_leavesTheIntentToUnsubscribe_whenThatCameWhileItLooked() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    AtomicBoolean once = new AtomicBoolean();
    FakeResponse page =
        FakeResponse.of(200).link(world.site.url("/feed"), "self").link(world.hub.url(), "hub");
    world.site.page(
        "/feed",
        request -> {
          if (once.compareAndSet(false, true)) {
            world.subscriber.unsubscribe(active.subscription().id());
          }
          return page;
        });
    Subscription after = world.subscriber.renew(active.subscription().id()).orElseThrow();
    assertThat(after.state()).isEqualTo(SubscriptionState.UNSUBSCRIBING);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
    HubRequest unsubscribe = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(world.hub.verify(unsubscribe).isConfirmed()).isTrue();
    assertThat(world.subscriber.find(active.subscription().id())).isEmpty();
  }

  @Test
  void subscribe_renewsAtTheHubThatItHas_whenThePageNamesAnotherOneFirst() {
    Held active = world.active();
    try (FakeHub other = FakeHub.start()) {
      world.site.page(
          "/feed",
          FakeResponse.of(200)
              .link(world.site.url("/feed"), "self")
              .link(other.url(), "hub")
              .link(world.hub.url(), "hub"));
      Subscription again = world.subscriber.subscribe(world.site.url("/feed"));
      assertThat(again.id()).isEqualTo(active.subscription().id());
      assertThat(world.subscriber.operations().list(SubscriptionQuery.all())).hasSize(1);
      assertThat(other.requests("subscribe")).isEmpty();
    }
  }

  @Test
  @DisplayName("SEC-3: of the hubs of a page only some are looked at")
  void subscribe_looksAtFewHubs_whenThePageNamesMany() {
    FakeResponse page = FakeResponse.of(200);
    for (int i = 0; i < 100; i++) {
      page = page.link(FORBIDDEN.resolve("/" + i), "hub");
    }
    URI url = world.site.page("/feed", page);
    assertThatThrownBy(() -> world.subscriber.subscribe(url)).isInstanceOf(HubException.class);
    assertThat(refusals).hasValueBetween(1, 10);
  }

  @Test
  @DisplayName("DISC-7: a hub whose URL is too long does not hide the others")
  void subscribe_takesAnotherHub_whenTheUrlOfOneIsTooLong() {
    world.hub.behaviour(HubBehaviour.inline());
    URI url =
        world.site.page(
            "/feed",
            FakeResponse.of(200)
                .link(URI.create("https://hub.example/" + "x".repeat(3000)), "hub")
                .link(world.hub.url(), "hub"));
    assertThat(world.subscriber.subscribe(url).hub()).isEqualTo(world.hub.url());
  }

  @Test
  @DisplayName("DEN-1: the old hub's denial does not end the request to the new hub")
  void denial_leavesTheMove_whenTheOldHubDenies() {
    Held active = world.active();
    try (FakeHub target = FakeHub.start()) {
      target.behaviour(HubBehaviour.hold());
      URI moved = world.site.advertise("/moved", target.url());
      world.site.redirect("/feed", 301, moved.toString());
      world.subscriber.renew(active.subscription().id());
      HubRequest request = target.awaitRequest("subscribe", 1, World.SOON);
      assertThat(world.hub.deny(active.request(), "moved").status()).isEqualTo(200);
      assertThat(target.verify(request).isConfirmed()).isTrue();
      assertThat(world.now(active.subscription()).hub()).isEqualTo(target.url());
    }
  }

  private Optional<String> refusal(URI url) {
    if (url.getHost().equals(FORBIDDEN.getHost())) {
      refusals.incrementAndGet();
      return Optional.of("it is in the intranet");
    }
    return UrlPolicy.allowPrivate().refusal(url);
  }
}
