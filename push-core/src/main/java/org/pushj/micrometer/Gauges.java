package org.pushj.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.SubscriptionState;
import org.pushj.publisher.Publisher;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.subscriber.Operations;
import org.pushj.subscriber.Subscriber;

/** The gauges: what is there at a moment. Safe for use by several threads. */
final class Gauges {
  private final MeterRegistry registry;
  private final Duration maxAge;
  private final List<Meter> added = new CopyOnWriteArrayList<>();

  Gauges(MeterRegistry registry, Duration maxAge) {
    this.registry = registry;
    this.maxAge = maxAge;
  }

  void add(Subscriber subscriber) {
    Operations operations = subscriber.operations();
    if (operations.isSearchable()) {
      addSearched(operations);
    }
    gauge(
        "push.listener.hanging",
        "Calls of the listener that were given up and still run",
        null,
        Tags.empty(),
        () -> operations.statistics().callsHanging());
    openHubs("subscriber", () -> operations.statistics().hubs());
    operations.inbox().ifPresent(inbox -> add(operations, inbox));
  }

  private void addSearched(Operations operations) {
    Reading<Map<SubscriptionState, Long>> states = reading(operations::countByState);
    for (SubscriptionState state : SubscriptionState.values()) {
      gauge(
          "push.subscriptions",
          "Subscriptions by their state",
          null,
          Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
          () -> states.number(counts -> counts.getOrDefault(state, 0L)));
    }
    Reading<Optional<Instant>> expiry = reading(operations::nextLeaseEnd);
    gauge(
        "push.leases.next.end",
        "Time until the first lease ends; negative if that is past",
        "seconds",
        Tags.empty(),
        () -> expiry.number(end -> end.map(at -> seconds(now(), at)).orElse(Double.NaN)));
  }

  private void add(Operations operations, UpdateInbox inbox) {
    Reading<UpdateInbox.Load> load = reading(inbox::load);
    gauge(
        "push.inbox.waiting",
        "Updates that are to be delivered",
        null,
        Tags.empty(),
        () -> load.number(each -> each.updates() - each.parked()));
    gauge(
        "push.inbox.parked",
        "Updates that are parked",
        null,
        Tags.empty(),
        () -> load.number(UpdateInbox.Load::parked));
    gauge(
        "push.inbox.size",
        "Content of the updates that are waiting or parked",
        "bytes",
        Tags.empty(),
        () -> load.number(UpdateInbox.Load::bytes));
    if (inbox instanceof ManageableInbox manageable) {
      addAge(manageable);
    }
    added.add(
        FunctionCounter.builder(
                "push.updates.lost", operations, each -> each.statistics().updatesExpired())
            .description("Parked updates that were removed at the end of their time")
            .register(registry));
  }

  private void addAge(ManageableInbox inbox) {
    Reading<List<InboxEntry>> oldest =
        reading(
            () ->
                inbox.list(
                    ManageableInbox.Query.all().withState(InboxEntry.State.WAITING).withLimit(1)));
    gauge(
        "push.inbox.age",
        "Age of the oldest update that waits; 0 if none does",
        "seconds",
        Tags.empty(),
        () ->
            oldest.number(
                first ->
                    first.stream().mapToDouble(each -> age(each, inbox)).findFirst().orElse(0)));
  }

  void add(Publisher publisher) {
    Reading<Long> waiting = reading(publisher.queue()::countWaiting);
    gauge(
        "push.pings.waiting",
        "Pings that are to be sent",
        null,
        Tags.empty(),
        () -> waiting.number(Long::doubleValue));
    openHubs("publisher", publisher::hubs);
  }

  void close() {
    added.forEach(registry::remove);
    added.clear();
  }

  private void openHubs(String role, Supplier<List<HubHealth>> hubs) {
    gauge(
        "push.hubs.open",
        "Hubs whose circuit breaker is open",
        null,
        Tags.of("role", role),
        () -> hubs.get().stream().filter(HubHealth::isOpen).count());
  }

  private void gauge(
      String name, String description, @Nullable String unit, Tags tags, Supplier<Number> value) {
    added.add(
        Gauge.builder(name, value)
            .description(description)
            .baseUnit(unit)
            .tags(tags)
            .register(registry));
  }

  private <T> Reading<T> reading(Supplier<T> query) {
    return new Reading<>(query, maxAge, registry.config().clock());
  }

  private Instant now() {
    return Instant.ofEpochMilli(registry.config().clock().wallTime());
  }

  private static double age(InboxEntry entry, UpdateInbox inbox) {
    return seconds(entry.receivedAt(), inbox.clock().instant());
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
