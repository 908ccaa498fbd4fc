package org.pushj.examples.reader.storage;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * Stores the updates in memory. The oldest are also removed when the contents take too much of it.
 */
final class InMemoryUpdates implements Updates {
  private final Map<UpdateId, StoredUpdate> stored = new LinkedHashMap<>();
  private final Map<UpdateId, byte[]> contents = new HashMap<>();
  private final int maxUpdates;
  private final long maxBytes;
  private long bytes;

  /**
   * Makes an empty store.
   *
   * @param maxUpdates how many updates are kept at most
   * @param maxBytes how many bytes of content are kept at most; the newest update is kept whatever
   *     its size
   */
  InMemoryUpdates(int maxUpdates, long maxBytes) {
    this.maxUpdates = maxUpdates;
    this.maxBytes = maxBytes;
  }

  @Override
  public void add(Update update, Consumer<StoredUpdate> then) {
    StoredUpdate about = StoredUpdate.of(update);
    store(about, update.bytes());
    then.accept(about);
  }

  @Override
  public synchronized List<StoredUpdate> newest(int max) {
    return stored.values().stream().skip(Math.max(0, stored.size() - max)).toList();
  }

  @Override
  public synchronized Optional<StoredUpdate> find(UpdateId id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public synchronized Optional<byte[]> content(UpdateId id) {
    return Optional.ofNullable(contents.get(id));
  }

  private synchronized void store(StoredUpdate about, byte[] content) {
    if (stored.putIfAbsent(about.id(), about) != null) {
      return;
    }
    contents.put(about.id(), content);
    bytes += about.size();
    Iterator<StoredUpdate> oldest = stored.values().iterator();
    while (stored.size() > 1 && (stored.size() > maxUpdates || bytes > maxBytes)) {
      StoredUpdate removed = oldest.next();
      oldest.remove();
      contents.remove(removed.id());
      bytes -= removed.size();
    }
  }
}
