package org.pushj.examples.reader;

import org.jspecify.annotations.Nullable;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;

/**
 * Where the reader keeps what it knows.
 *
 * @param subscriptions the subscriptions
 * @param inbox where updates wait after their hubs were answered; null if hubs wait instead
 * @param updates the updates
 * @param end lets go of what these hold
 */
record Storage(
    SubscriptionStore subscriptions, @Nullable UpdateInbox inbox, Updates updates, Runnable end)
    implements AutoCloseable {
  private static final long MAX_BYTES = 256L << 20;

  /**
   * Opens the storage.
   *
   * @param database where it is kept; null: in memory
   * @throws IllegalArgumentException if the database cannot be used; the message names the setting
   */
  static Storage open(@Nullable DatabaseSettings database) {
    return database == null ? inMemory() : DatabaseStorage.open(database);
  }

  /**
   * Returns storage that ends with the process. Updates take at most a quarter of its memory.
   *
   * <p>It has no inbox. To keep an update in memory takes no time and does not fail, so a hub may
   * as well wait for it; an inbox would hold it once more, in the same memory, and outlive nothing.
   */
  static Storage inMemory() {
    long bytes = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 4);
    return new Storage(
        new InMemorySubscriptionStore(), null, new InMemoryUpdates(Updates.MAX, bytes), () -> {});
  }

  /** Closes the storage; nothing may use it afterwards. */
  @Override
  public void close() {
    end.run();
  }
}
