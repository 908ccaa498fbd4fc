package org.pushj.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackResponse;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.RecordingListener.Event;
import org.pushj.tck.RecordingListener.Kind;

/** A publisher, a hub and a subscriber that talk to each other over loopback. */
public final class World implements AutoCloseable {
  public static final Duration SOON = Duration.ofSeconds(10);

  public final FakeHub hub = FakeHub.start();
  public final FakeTopicSite site = FakeTopicSite.start();
  public final CallbackServer callbacks = CallbackServer.start();
  public final ManualClock clock = new ManualClock();
  public final RecordingListener listener = new RecordingListener();
  public final OpenExchanges exchanges = new OpenExchanges();
  public final SubscriptionStore store;
  public final Subscriber subscriber;

  public World() {
    this(settings -> settings);
  }

  public World(UnaryOperator<SubscriberBuilder> settings) {
    this(new InMemorySubscriptionStore(), settings);
  }

  public World(SubscriptionStore store, UnaryOperator<SubscriberBuilder> settings) {
    this.store = store;
    this.subscriber = another(settings);
    callbacks.serve(exchanges.counted(subscriber.callbackHandler()));
  }

  /** Builds one more subscriber on the store of this world, as that of another process. */
  public Subscriber another(UnaryOperator<SubscriberBuilder> settings) {
    return settings
        .apply(
            Subscriber.builder()
                .callbackBase(callbacks.base())
                .listener(listener)
                .subscriptionListener(listener)
                .listenerExecutor(Runnable::run)
                .store(store)
                .urlPolicy(UrlPolicy.allowPrivate())
                .clock(clock))
        .build();
  }

  /** Lets time pass, and then the subscriber do what is due. */
  public void pass(Duration time) {
    clock.advance(time);
    subscriber.runDueWork();
    settle();
  }

  /** Lets time pass step by step; what is due is done after each. */
  public void pass(Duration time, Duration step) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      pass(step);
    }
  }

  /** Waits until the application was told of all that hubs have said so far. */
  public void settle() {
    exchanges.await(SOON);
  }

  /** Returns all events, with those that follow from what hubs have said so far. */
  public List<Event> events() {
    settle();
    return listener.events();
  }

  /** Returns the events of a kind, with those that follow from what hubs have said so far. */
  public List<Event> events(Kind kind) {
    settle();
    return listener.events(kind);
  }

  /** Serves a feed that names the hub, and returns its URL. */
  public URI feed() {
    return site.advertise("/feed", hub.url());
  }

  /** Subscribes to the feed at a hub that holds its verification back. */
  public Held held() {
    return held(SubscriptionRequest.of(feed()));
  }

  public Held held(SubscriptionRequest request) {
    hub.behaviour(HubBehaviour.hold());
    Subscription subscription = subscriber.subscribe(request);
    return new Held(subscription, lastRequest());
  }

  /** Subscribes to the feed at a hub that verifies at once. */
  public Held active() {
    hub.behaviour(HubBehaviour.inline());
    Subscription subscription = subscriber.subscribe(feed());
    settle();
    return new Held(subscription, lastRequest());
  }

  /** Returns the last request to subscribe that the hub got. */
  public HubRequest lastRequest() {
    return hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON);
  }

  /** Delivers content as the hub that got this request, and returns the status of the answer. */
  public int deliver(HubRequest request) {
    return hub.deliver(request, "news".getBytes(UTF_8), "text/plain").status();
  }

  /** Returns the answer of an exchange. */
  public static CallbackResponse answer(CallbackExchange exchange) {
    AtomicReference<CallbackResponse> answer = new AtomicReference<>();
    try {
      exchange.complete(answer::set);
    } catch (IOException impossible) {
      throw new AssertionError("nothing is sent anywhere", impossible);
    }
    return answer.get();
  }

  /** Checks how often the application was told of something, which may come after an answer. */
  public void assertHeard(Kind kind, int times) {
    listener.awaitEvent(kind, times, SOON);
    assertThat(listener.events(kind)).hasSize(times);
  }

  /** Returns a subscription as it is now. */
  public Subscription now(Subscription subscription) {
    return subscriber.find(subscription.id()).orElseThrow();
  }

  /** Returns what the hub of a subscription knows. */
  public static Registration registration(Subscription subscription) {
    return subscription.registration().orElseThrow();
  }

  /** Returns the only subscription that there is. */
  public Subscription onlyOne() {
    List<Subscription> all = subscriber.operations().list(SubscriptionQuery.all());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Override
  public void close() {
    hub.close();
    site.close();
    callbacks.close();
  }

  /** A subscription, and the request that the hub got for it. */
  public record Held(Subscription subscription, HubRequest request) {}
}
