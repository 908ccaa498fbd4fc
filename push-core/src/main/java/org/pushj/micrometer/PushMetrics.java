package org.pushj.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Rejection;
import org.pushj.publisher.Publisher;
import org.pushj.spi.Monitor;
import org.pushj.subscriber.Subscriber;

/**
 * The metrics of a subscriber and a publisher. Safe for use by several threads.
 *
 * <pre>{@code
 * PushMetrics metrics = new PushMetrics(registry);
 * Subscriber subscriber = Subscriber.builder().monitor(metrics)....build();
 * metrics.bind(subscriber);
 * }</pre>
 *
 * <p>Events are counted as they happen: pass this to the builders. Current values, such as
 * subscriptions by state, are gauges that {@link #bind} adds; a gauge reads the store if its last
 * value is older than the configured age. The tag {@code hub} is the host of a hub; after the first
 * 100 hosts it is {@code other}. What is worth an alarm is registered as soon as a hub is known, so
 * its counter is 0 before the first event.
 *
 * @since 0.1
 */
public final class PushMetrics implements Monitor, AutoCloseable {
  private final MeterRegistry registry;
  private final Gauges gauges;
  private final HubTags hubs;

  /** Makes metrics whose gauges query a store once a minute at most. */
  public PushMetrics(MeterRegistry registry) {
    this(registry, Duration.ofMinutes(1));
  }

  /**
   * Makes metrics.
   *
   * @param maxAge the maximum age of a gauge's value before it is queried again
   */
  public PushMetrics(MeterRegistry registry, Duration maxAge) {
    this.registry = registry;
    this.gauges = new Gauges(registry, maxAge);
    this.hubs = new HubTags(this::register);
  }

  /**
   * Adds the gauges of a subscriber, and returns these metrics. At most one subscriber per
   * registry.
   */
  public PushMetrics bind(Subscriber subscriber) {
    gauges.add(subscriber);
    return this;
  }

  /**
   * Adds the gauges of a publisher, and returns these metrics. At most one publisher per registry.
   */
  public PushMetrics bind(Publisher publisher) {
    gauges.add(publisher);
    return this;
  }

  /**
   * Removes the gauges, so that the registry no longer references the subscriber and the publisher.
   */
  @Override
  public void close() {
    gauges.close();
  }

  @Override
  public void delivered(URI hub, Delivery result, Duration time) {
    deliveries(hubs.of(hub), result).record(time);
  }

  @Override
  public void rejected(URI hub, Rejection why) {
    rejections(hubs.of(hub), why).increment();
  }

  @Override
  public void asked(
      URI hub, IntentKind kind, boolean renewal, @Nullable HubException failure, Duration time) {
    timer(
            "push.requests",
            "Requests to hubs",
            tags(hub, "kind", renewal ? "renew" : lower(kind)).and("result", result(failure)))
        .record(time);
  }

  @Override
  public void verified(URI hub, IntentKind kind, Duration latency) {
    timer(
            "push.verifications",
            "From a request until the hub has verified it",
            tags(hub, "kind", lower(kind)))
        .record(latency);
  }

  @Override
  public void listened(URI hub, @Nullable Throwable failure, Duration time) {
    timer(
            "push.listener",
            "Calls of the listener",
            tags(hub, "result", failure == null ? "taken" : "failed"))
        .record(time);
  }

  @Override
  public void retried(URI hub) {
    retries(hubs.of(hub)).increment();
  }

  @Override
  public void parked(URI hub) {
    parkedUpdates(hubs.of(hub)).increment();
  }

  @Override
  public void pinged(URI hub, @Nullable HubException failure, Duration time) {
    timer("push.pings", "Requests with pings", tags(hub, "result", result(failure))).record(time);
  }

  @Override
  public void pingParked(URI hub) {
    parkedPings(hubs.of(hub)).increment();
  }

  /** Registers what is worth an alarm: the first event of a new series would be no increase. */
  private void register(Tag hub) {
    deliveries(hub, Delivery.NOT_TAKEN);
    deliveries(hub, Delivery.NO_MEMORY);
    for (Rejection why : Rejection.values()) {
      rejections(hub, why);
    }
    retries(hub);
    parkedUpdates(hub);
    parkedPings(hub);
  }

  private Timer deliveries(Tag hub, Delivery result) {
    return timer(
        "push.deliveries",
        "Deliveries of hubs, until they are answered",
        Tags.of(hub, Tag.of("result", lower(result))));
  }

  private Counter rejections(Tag hub, Rejection why) {
    return counter(
        "push.rejections",
        "Deliveries whose signature is missing or not right",
        Tags.of(hub, Tag.of("reason", lower(why))));
  }

  private Counter retries(Tag hub) {
    return counter("push.retries", "Updates that are delivered again later", Tags.of(hub));
  }

  private Counter parkedUpdates(Tag hub) {
    return counter("push.updates.parked", "Updates that were parked", Tags.of(hub));
  }

  private Counter parkedPings(Tag hub) {
    return counter("push.pings.parked", "Pings that were parked", Tags.of(hub));
  }

  private Tags tags(URI hub, String key, String value) {
    return Tags.of(hubs.of(hub), Tag.of(key, value));
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(name).description(description).tags(tags).register(registry);
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private static String result(@Nullable HubException failure) {
    if (failure == null) {
      return "accepted";
    }
    int status = failure.status().orElse(0);
    return status == 0 ? "unanswered" : status / 100 == 4 ? "refused" : "failed";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
