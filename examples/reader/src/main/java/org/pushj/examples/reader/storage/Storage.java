package org.pushj.examples.reader.storage;

import org.jspecify.annotations.Nullable;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UpdateInbox;

/**
 * The storage of the reader.
 *
 * @param subscriptions the subscriptions
 * @param inbox the inbox of acknowledged updates; null if updates are acknowledged only after their
 *     delivery
 * @param updates the updates
 * @param end releases the resources of the other components
 */
public record Storage(
    SearchableStore subscriptions, @Nullable UpdateInbox inbox, Updates updates, Runnable end)
    implements AutoCloseable {
  private static final long MAX_BYTES = 256L << 20;

  /**
   * Opens the storage.
   *
   * @param database the database; null for in memory
   * @throws IllegalArgumentException if the database cannot be used; the message names the setting
   */
  public static Storage open(@Nullable DatabaseSettings database) {
    return database == null ? inMemory() : DatabaseStorage.open(database);
  }

  /**
   * Returns storage that is lost with the process. Updates take at most a quarter of its memory.
   *
   * <p>It has no inbox. Storing an update in memory is fast and does not fail, so a hub may as well
   * wait for it; an inbox would only hold it twice in the same memory.
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
