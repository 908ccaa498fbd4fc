package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeResponse;
import org.pushj.world.World;

class HubUrlCheckTest {
  private static final URI SLOW = URI.create("http://slow.example/");
  private static final URI BROKEN = URI.create("http://broken.example/");

  private final CountDownLatch never = new CountDownLatch(1);
  private final World world =
      new World(settings -> settings.urlPolicy(policy()).hubDeadline(Duration.ofSeconds(1)));

  @AfterEach
  void end() {
    never.countDown();
    world.close();
  }

  @Test
  @DisplayName("SEC-3: hubs whose names are not looked up in time are passed over")
  void subscribe_asksTheNextHub_whenOthersCannotBeLookedUp() {
    assertThat(world.subscriber.subscribe(feed(SLOW, BROKEN, world.hub.url(), SLOW)).hub())
        .isEqualTo(world.hub.url());
  }

  @Test
  @DisplayName("SEC-3: a hub whose name is not looked up in time")
  void subscribe_fails_whenNoHubCanBeLookedUpInTime() {
    assertThatThrownBy(() -> world.subscriber.subscribe(feed(SLOW)))
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("not contacted", "no answer within PT1S");
  }

  @Test
  void subscribe_fails_whenThePolicyDoes() {
    assertThatThrownBy(() -> world.subscriber.subscribe(feed(BROKEN)))
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("not contacted", "the list is away");
  }

  private URI feed(URI... hubs) {
    FakeResponse page = FakeResponse.of(200);
    for (URI hub : List.of(hubs)) {
      page = page.link(hub, "hub");
    }
    return world.site.page("/feed", page);
  }

  private UrlPolicy policy() {
    return url -> {
      if (url.equals(SLOW)) {
        awaitTheEnd();
      } else if (url.equals(BROKEN)) {
        throw new IllegalStateException("the list is away");
      }
      return Optional.empty();
    };
  }

  private void awaitTheEnd() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
