package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.settings.WorkSettings;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.World;

/** Look-ups have the lanes of their sites: a slow site takes no place at its hub. */
class SlowSiteTest {
  private static final int PER_HUB = 2;
  private static final int MANY = 40;
  private static final WorkSettings WORK =
      WorkSettings.builder().threads(16).perHub(PER_HUB).poll(Duration.ofMillis(20)).build();

  private final CountDownLatch slow = new CountDownLatch(1);
  private final World world =
      new World(
          new InMemorySubscriptionStore(),
          settings -> settings.work(WORK).topicDiscoverer(this::discover));

  @AfterEach
  void end() {
    slow.countDown();
    world.subscriber.close();
    world.close();
  }

  @Test
  void slowSite_delaysNoOther_atTheSameHub() throws InterruptedException {
    later(URI.create("https://slow.example/"), MANY);
    CountDownLatch asked = new CountDownLatch(1);
    world.hub.behaviour(
        (hub, request) -> {
          asked.countDown();
          return HubBehaviour.inline().treat(hub, request);
        });
    world.subscriber.start();
    Subscription fast =
        world.subscriber.subscribeLater(
            SubscriptionRequest.of(URI.create("https://fast.example/feed")));
    assertThat(asked.await(World.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    world.subscriber.awaitActive(fast.id(), World.SOON);
    assertThat(world.hub.requests("subscribe")).hasSize(1);
  }

  @Test
  void hub_getsFewRequestsAtATime_whateverNumberOfSitesNamesIt() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(MANY);
    world.hub.behaviour(
        (hub, request) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            return HubBehaviour.inline().treat(hub, request);
          } finally {
            running.decrementAndGet();
            all.countDown();
          }
        });
    List<Subscription> waiting =
        IntStream.range(0, MANY)
            .mapToObj(i -> URI.create("https://site-" + i + ".example/"))
            .flatMap(site -> later(site, 1).stream())
            .toList();
    world.subscriber.start();
    assertThat(all.await(World.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    world.settle();
    assertThat(most).hasValueLessThanOrEqualTo(2 * PER_HUB);
    assertThat(waiting)
        .allMatch(each -> world.now(each).state() == SubscriptionState.ACTIVE)
        .allMatch(each -> world.now(each).lookedUp() == null);
  }

  private List<Subscription> later(URI site, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SubscriptionRequest.of(site.resolve("/" + i)))
        .map(world.subscriber::subscribeLater)
        .toList();
  }

  private TopicLinks discover(URI resource) {
    if (resource.getHost().equals("slow.example")) {
      try {
        slow.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new TopicLinks(resource, List.of(world.hub.url()));
  }
}
