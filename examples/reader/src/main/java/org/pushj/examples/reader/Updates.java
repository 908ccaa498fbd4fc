package org.pushj.examples.reader;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * Keeps the updates in memory, in the order of their coming. Where there are too many, or they hold
 * too much, the oldest go. Safe for use by several threads.
 */
final class Updates {
  private final Map<UpdateId, KeptUpdate> kept = new LinkedHashMap<>();
  private final Map<UpdateId, byte[]> contents = new HashMap<>();
  private final int most;
  private final long mostBytes;
  private long bytes;

  /**
   * Makes an empty store.
   *
   * @param most how many updates are kept
   * @param mostBytes how many bytes of content are kept; the newest update is, whatever its size
   */
  Updates(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Keeps an update. */
  KeptUpdate add(Update update) {
    KeptUpdate about = KeptUpdate.of(update);
    keep(about, update.bytes());
    return about;
  }

  /** Lists the updates, the newest last. */
  synchronized List<KeptUpdate> list() {
    return List.copyOf(kept.values());
  }

  /** Finds an update by its id. */
  synchronized Optional<KeptUpdate> find(UpdateId id) {
    return Optional.ofNullable(kept.get(id));
  }

  /** Finds the content of an update, not to be changed; empty if it is not, or no longer, kept. */
  synchronized Optional<byte[]> content(UpdateId id) {
    return Optional.ofNullable(contents.get(id));
  }

  private synchronized void keep(KeptUpdate about, byte[] content) {
    kept.put(about.id(), about);
    contents.put(about.id(), content);
    bytes += about.size();
    Iterator<KeptUpdate> oldest = kept.values().iterator();
    while (kept.size() > 1 && (kept.size() > most || bytes > mostBytes)) {
      KeptUpdate gone = oldest.next();
      oldest.remove();
      contents.remove(gone.id());
      bytes -= gone.size();
    }
  }
}
