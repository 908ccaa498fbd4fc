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
 * Keeps the updates in memory. The oldest are also removed when the contents take too much memory.
 */
final class InMemoryUpdates implements Updates {
  private final Map<UpdateId, KeptUpdate> kept = new LinkedHashMap<>();
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
  public void add(Update update, Consumer<KeptUpdate> then) {
    KeptUpdate about = KeptUpdate.of(update);
    keep(about, update.bytes());
    then.accept(about);
  }

  @Override
  public synchronized List<KeptUpdate> newest(int max) {
    return kept.values().stream().skip(Math.max(0, kept.size() - max)).toList();
  }

  @Override
  public synchronized Optional<KeptUpdate> find(UpdateId id) {
    return Optional.ofNullable(kept.get(id));
  }

  @Override
  public synchronized Optional<byte[]> content(UpdateId id) {
    return Optional.ofNullable(contents.get(id));
  }

  private synchronized void keep(KeptUpdate about, byte[] content) {
    if (kept.putIfAbsent(about.id(), about) != null) {
      return;
    }
    contents.put(about.id(), content);
    bytes += about.size();
    Iterator<KeptUpdate> oldest = kept.values().iterator();
    while (kept.size() > 1 && (kept.size() > maxUpdates || bytes > maxBytes)) {
      KeptUpdate removed = oldest.next();
      oldest.remove();
      contents.remove(removed.id());
      bytes -= removed.size();
    }
  }
}
