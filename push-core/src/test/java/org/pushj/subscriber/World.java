package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;
import org.pushj.tck.RecordingListener;

/** A publisher, a hub and a subscriber that talk to each other over loopback. */
final class World implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);

  final FakeHub hub = FakeHub.start();
  final FakeTopicSite site = FakeTopicSite.start();
  final CallbackServer callbacks = CallbackServer.start();
  final ManualClock clock = new ManualClock();
  final RecordingListener listener = new RecordingListener();
  final SubscriptionStore store;
  final Subscriber subscriber;

  World() {
    this(settings -> settings);
  }

  World(UnaryOperator<SubscriberBuilder> settings) {
    this(new InMemorySubscriptionStore(), settings);
  }

  World(SubscriptionStore store, UnaryOperator<SubscriberBuilder> settings) {
    this.store = store;
    this.subscriber =
        settings
            .apply(
                Subscriber.builder()
                    .callbackBase(callbacks.base())
                    .listener(listener)
                    .subscriptionListener(listener)
                    .store(store)
                    .urlPolicy(UrlPolicy.allowPrivate())
                    .clock(clock))
            .build();
    callbacks.serve(subscriber.callbackHandler());
  }

  /** Serves a feed that names the hub, and returns its URL. */
  URI feed() {
    return site.advertise("/feed", hub.url());
  }

  /** Subscribes to the feed at a hub that holds its verification back. */
  Held held() {
    return held(SubscriptionRequest.of(feed()));
  }

  Held held(SubscriptionRequest request) {
    hub.behaviour(HubBehaviour.hold());
    Subscription subscription = subscriber.subscribe(request);
    return new Held(
        subscription, hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON));
  }

  /** Subscribes to the feed at a hub that verifies at once. */
  Held active() {
    hub.behaviour(HubBehaviour.inline());
    Subscription subscription = subscriber.subscribe(feed());
    return new Held(
        subscription, hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON));
  }

  /** Returns a subscription as it is now. */
  Subscription now(Subscription subscription) {
    return subscriber.find(subscription.id()).orElseThrow();
  }

  @Override
  public void close() {
    hub.close();
    site.close();
    callbacks.close();
  }

  /** A subscription, and the request that the hub got for it. */
  record Held(Subscription subscription, HubRequest request) {}
}
