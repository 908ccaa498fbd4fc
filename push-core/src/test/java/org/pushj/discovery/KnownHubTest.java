package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.DiscoveryException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** A publisher that names no hub is subscribed to at the one that is known. */
class KnownHubTest {
  private static final URI TOPIC = URI.create("https://videos.example/xml/feed?id=1");

  private final AtomicReference<FakeHub> hub = new AtomicReference<>();
  private final World world =
      new World(settings -> settings.knownHubs(KnownHubs.none().with(this::links)));

  KnownHubTest() {
    hub.set(world.hub);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscribe_asksTheKnownHub_withoutDiscovery() {
    Held held = world.held(SubscriptionRequest.of(world.site.url("/videos")));
    assertThat(held.request().topic()).isEqualTo(TOPIC.toString());
    assertThat(held.subscription().request().resource()).isEqualTo(world.site.url("/videos"));
    assertThat(world.site.requests()).isEmpty();
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
    Subscription renewed = world.subscriber.renew(held.subscription().id()).orElseThrow();
    assertThat(renewed.topic()).isEqualTo(TOPIC);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(world.site.requests()).isEmpty();
  }

  @Test
  void subscribe_asksTheHubOfTheRequest_whenItHasOne() {
    SubscriptionRequest request =
        SubscriptionRequest.of(world.site.url("/videos")).withHub(world.hub.url("/own"));
    Held held = world.held(request);
    assertThat(held.request().topic()).isEqualTo(world.site.url("/videos").toString());
    assertThat(held.subscription().hub()).isEqualTo(world.hub.url("/own"));
  }

  @Test
  void subscribe_discovers_whenNoHubIsKnown() {
    assertThat(world.held().request().topic()).isEqualTo(world.site.url("/feed").toString());
    assertThat(world.site.requests()).hasSize(1);
  }

  @Test
  void renewal_asksTheHubThatItHas_whenARuleFails() {
    Held held = world.held(SubscriptionRequest.of(world.site.url("/videos")));
    world.hub.verify(held.request());
    hub.set(null);
    world.hub.behaviour(HubBehaviour.inline());
    Subscription renewed = world.subscriber.renew(held.subscription().id()).orElseThrow();
    assertThat(renewed.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThatThrownBy(() -> world.subscriber.subscribe(world.site.url("/videos")))
        .isInstanceOf(DiscoveryException.class)
        .hasCauseInstanceOf(NullPointerException.class);
  }

  private Optional<TopicLinks> links(URI resource) {
    return resource.getPath().equals("/videos")
        ? Optional.of(new TopicLinks(TOPIC, List.of(hub.get().url())))
        : Optional.empty();
  }
}
