package org.pushj.simulation;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.callback.CallbackHandler;
import org.pushj.publisher.Publisher;
import org.pushj.publisher.PublisherBuilder;
import org.pushj.publisher.PublisherOnPlatform;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.PingSettings;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.OnPlatform;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;

/** A node of the application: it dies now and then, and is built again on the same stores. */
final class Node {
  private final World world;
  private final String name;
  private final int number;
  private int lives;
  private @Nullable Machine machine;
  private @Nullable Subscriber subscriber;
  private @Nullable Publisher publisher;
  private @Nullable CallbackHandler handler;

  Node(World world, String name, int number) {
    this.world = world;
    this.name = name;
    this.number = number;
  }

  /** Builds and starts it; called again after each death. */
  void begin() {
    lives++;
    Machine fresh =
        new Machine(
            world.scheduler, name + lives, number * Machine.FIRST_NODE + lives, world.skew());
    machine = fresh;
    subscriber = null;
    publisher = null;
    handler = null;
    world.scheduler.spawn(
        fresh,
        "main",
        () -> {
          Subscriber built = build(fresh);
          Publisher author = publisher(fresh);
          publisher = author;
          handler = world.faults.handler(fresh, built.callbackHandler());
          subscriber = built;
          built.start();
          author.start();
          world.journal.note(fresh, "has started");
        });
  }

  /** Tells whether it can be called. */
  boolean isUp() {
    return machine != null && !machine.isDead() && subscriber != null;
  }

  boolean isDown() {
    return machine == null || machine.isDead();
  }

  Machine machine() {
    return Objects.requireNonNull(machine);
  }

  Subscriber subscriber() {
    return Objects.requireNonNull(subscriber);
  }

  Publisher publisher() {
    return Objects.requireNonNull(publisher);
  }

  /** Does what a cron job of the application does; the store may fail meanwhile. */
  void runDueWork() {
    try {
      subscriber().runDueWork();
    } catch (StoreException e) {
      world.journal.note(this, "has not done its work");
    }
  }

  CallbackHandler handler() {
    return Objects.requireNonNull(handler);
  }

  private Subscriber build(Machine fresh) {
    Stores.View stores = world.stores.seenBy(fresh.clock());
    SearchableStore store =
        Points.around(
            SearchableStore.class,
            world.faults.store(
                fresh, new StoredTexts(stores.subscriptions(), world, number % 2 == 0)),
            fresh,
            world);
    WorkSettings work =
        WorkSettings.builder().poll(world.poll).claim(Duration.ofMinutes(5)).threads(3).build();
    SubscriberBuilder builder =
        OnPlatform.subscriber(fresh.platform())
            .callbackBase(World.CALLBACK_BASE)
            .store(store)
            .transport(world.faults.transport(fresh, world.network.transport(fresh)))
            .urlPolicy(UrlPolicy.allowPrivate())
            .work(work)
            .retries(RetryPolicy.between(Duration.ofMinutes(1), Duration.ofHours(1)))
            .renewals(renewals())
            .callbacks(callbacks())
            .listener(update -> world.listen(fresh, update));
    if (stores.clock() != null) {
      builder.clock(stores.clock());
    }
    if (world.hasInbox) {
      builder
          .inbox(
              Points.around(
                  ManageableInbox.class, world.faults.inbox(fresh, stores.inbox()), fresh, world))
          .deliveries(
              DeliverySettings.builder()
                  .work(each -> each.poll(world.poll).threads(3))
                  .attempts(100)
                  .build());
    }
    return builder.build();
  }

  private Publisher publisher(Machine fresh) {
    Stores.View stores = world.stores.seenBy(fresh.clock());
    PublisherBuilder builder =
        PublisherOnPlatform.publisher(fresh.platform())
            .hubs(world.pingHubs.stream().map(PingHub::url).toList())
            .queue(
                Points.around(
                    ManageableQueue.class, world.faults.queue(fresh, stores.pings()), fresh, world))
            .transport(world.faults.transport(fresh, world.network.transport(fresh)))
            .pings(
                PingSettings.builder()
                    .work(each -> each.poll(world.poll).threads(3))
                    .retries(RetryPolicy.between(Duration.ofMinutes(1), Duration.ofHours(1)))
                    .attempts(30)
                    .build());
    if (stores.clock() != null) {
      builder.clock(stores.clock());
    }
    return builder.build();
  }

  private RenewalPolicy renewals() {
    return RenewalPolicy.builder().rotatesCallback(world.rotatesCallback).build();
  }

  private CallbackSettings callbacks() {
    CallbackSettings.Builder builder = CallbackSettings.builder();
    return world.keepsLookups
        ? builder.keepLookups(Duration.ofSeconds(10)).build()
        : builder.build();
  }

  @Override
  public String toString() {
    return name;
  }
}
