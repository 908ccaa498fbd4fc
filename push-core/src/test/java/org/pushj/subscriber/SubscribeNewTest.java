package org.pushj.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.TopicLinks;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.world.World;

/** An operator subscribes: a request of the application is never replaced. */
class SubscribeNewTest {

  @Test
  void request_isMade_atTheHubThatWasFound_whateverThePageNamesNow() {
    try (World world = new World();
        FakeHub other = FakeHub.start()) {
      URI feed = world.feed();
      SubscriptionRequest request = SubscriptionRequest.of(feed);
      TopicLinks found = world.subscriber.discover(request);
      world.site.advertise(feed.getPath(), other.url());
      Subscription made = world.subscriber.subscribeNew(request, found).orElseThrow();
      assertThat(made.target()).isEqualTo(new Target(feed, world.hub.url()));
      assertThat(world.hub.requests("subscribe")).hasSize(1);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void wantedSubscription_keepsItsRequest_untilItsEndIsWanted() {
    try (World world = new World()) {
      URI feed = world.feed();
      SubscriptionRequest request = SubscriptionRequest.of(feed);
      TopicLinks found = world.subscriber.discover(request);
      Subscription theirs = world.subscriber.subscribe(request.withAttribute("tenant", "blue"));
      assertThat(world.subscriber.subscribeNew(request, found)).isEmpty();
      assertThat(world.subscriber.subscribeNew(request, new TopicLinks(feed, List.of(feed))))
          .as("the same request, at another hub")
          .isEmpty();
      assertThat(world.subscriber.find(request)).contains(world.now(theirs));
      assertThat(world.now(theirs).request()).isEqualTo(theirs.request());
      assertThat(world.hub.requests()).hasSize(1);

      world.subscriber.forget(theirs.id());
      assertThat(world.subscriber.subscribeNew(request, found)).isPresent();
    }
  }

  @Test
  void applicationsRequest_isKept_whenItComesAtTheSameTime() {
    OvertakenStore store = new OvertakenStore();
    try (World world = new World(store, settings -> settings)) {
      SubscriptionRequest request = SubscriptionRequest.of(world.feed());
      SubscriptionRequest theirs = request.withAttribute("tenant", "blue");
      TopicLinks found = world.subscriber.discover(request);
      store.beforeAdd = () -> world.subscriber.subscribe(theirs);
      assertThat(world.subscriber.subscribeNew(request, found)).isEmpty();
      assertThat(world.subscriber.operations().list(SubscriptionQuery.all()))
          .extracting(Subscription::request)
          .containsExactly(theirs);
      assertThat(world.hub.requests()).hasSize(1);
    }
  }

  /** Lets something happen just before a subscription is added, once. */
  private static final class OvertakenStore extends ForwardingSubscriptionStore {
    private Runnable beforeAdd = () -> {};

    OvertakenStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public boolean add(Subscription subscription) {
      Runnable once = beforeAdd;
      beforeAdd = () -> {};
      once.run();
      return super.add(subscription);
    }
  }
}
