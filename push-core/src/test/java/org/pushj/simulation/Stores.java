package org.pushj.simulation;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.SearchableStore;

/** The stores that the machines of a world share. Only one of its threads runs at a time. */
public interface Stores extends AutoCloseable {

  /** Returns the stores as a machine sees them that has this wall clock. */
  View seenBy(InstantSource clock);

  @Override
  void close();

  /** Makes the stores of a world. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes empty ones.
     *
     * @param time the true time, which a database has, and a machine only nearly
     */
    Stores open(InstantSource time);
  }

  /**
   * What a machine sees.
   *
   * @param clock what its application sets; null where the clock of the stores is used
   */
  record View(
      SearchableStore subscriptions,
      ManageableInbox inbox,
      ManageableQueue pings,
      @Nullable InstantSource clock) {}

  /** Makes those in memory, which outlive the machines here. */
  static Stores inMemory(InstantSource time) {
    SearchableStore subscriptions = new InMemorySubscriptionStore();
    ManageableInbox inbox = new InMemoryUpdateInbox();
    ManageableQueue pings = new InMemoryPingQueue();
    return new Stores() {
      @Override
      public View seenBy(InstantSource clock) {
        return new View(subscriptions, inbox, pings, clock);
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
