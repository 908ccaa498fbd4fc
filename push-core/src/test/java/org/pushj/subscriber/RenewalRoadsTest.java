package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.World.Held;

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

  private Optional<String> refusal(URI url) {
    if (url.getHost().equals(FORBIDDEN.getHost())) {
      refusals.incrementAndGet();
      return Optional.of("it is in the intranet");
    }
    return UrlPolicy.allowPrivate().refusal(url);
  }
}
