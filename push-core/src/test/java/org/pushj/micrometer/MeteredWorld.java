package org.pushj.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.publisher.Publisher;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.PingSettings;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;
import org.pushj.tck.RecordingListener;

/** A hub, and a subscriber and a publisher that are measured, over loopback. */
final class MeteredWorld implements AutoCloseable {
  static final URI TOPIC = URI.create("http://blog.example/feed");

  final FakeHub hub = FakeHub.start();
  final CallbackServer callbacks = CallbackServer.start();
  final ManualClock clock = new ManualClock();
  final RecordingListener listener = new RecordingListener();
  final InMemoryUpdateInbox inbox = new InMemoryUpdateInbox();
  final PushMetrics metrics;
  final Subscriber subscriber;
  final Publisher publisher;

  MeteredWorld(MeterRegistry registry) {
    this(registry, new InMemorySubscriptionStore(), settings -> settings);
  }

  MeteredWorld(
      MeterRegistry registry, SubscriptionStore store, UnaryOperator<SubscriberBuilder> settings) {
    this.metrics = new PushMetrics(registry, Duration.ofSeconds(30));
    this.subscriber =
        settings
            .apply(
                Subscriber.builder()
                    .callbackBase(callbacks.base())
                    .listener(listener)
                    .listenerExecutor(Runnable::run)
                    .store(store)
                    .inbox(inbox)
                    .deliveries(DeliverySettings.builder().attempts(2).build())
                    .urlPolicy(UrlPolicy.allowPrivate())
                    .clock(clock)
                    .monitor(metrics))
            .build();
    this.publisher =
        Publisher.builder()
            .hubs(hub.url())
            .pings(PingSettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .monitor(metrics)
            .build();
    metrics.bind(subscriber).bind(publisher);
    callbacks.serve(subscriber.callbackHandler());
  }

  Subscription subscribe() {
    hub.behaviour(HubBehaviour.inline());
    return subscriber.subscribe(SubscriptionRequest.of(TOPIC).withHub(hub.url()));
  }

  HubRequest lastRequest() {
    List<HubRequest> all = hub.requests("subscribe");
    return all.get(all.size() - 1);
  }

  void deliver(String content) {
    hub.deliver(lastRequest(), content.getBytes(UTF_8), "text/plain");
  }

  /** Lets happen what there is a metric for. */
  void liveThroughAll() {
    Subscription subscription = subscribe();
    deliver("one");
    deliver("one");
    subscriber.runDueWork();
    hub.delivery(lastRequest()).content("x", "text/plain").secret("guessed").send();
    listener.failNextUpdates(2);
    deliver("two");
    subscriber.runDueWork();
    clock.advance(Duration.ofHours(1));
    subscriber.runDueWork();
    publisher.publish(TOPIC);
    hub.behaviour(HubBehaviour.refuse(503, "busy"));
    publisher.publishLater(TOPIC);
    publisher.runDueWork();
    try {
      subscriber.renew(subscription.id());
      throw new AssertionError("the hub has refused");
    } catch (HubException expected) {
      hub.behaviour(HubBehaviour.inline());
    }
  }

  @Override
  public void close() {
    subscriber.close();
    publisher.close();
    hub.close();
    callbacks.close();
  }
}
