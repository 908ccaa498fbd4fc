package org.pushj.examples.reader;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pushj.Update;
import org.pushj.UpdateId;

/** Keeps the updates as long as the process lives. The oldest go too where all hold too much. */
final class InMemoryUpdates implements Updates {
  private final Map<UpdateId, KeptUpdate> kept = new LinkedHashMap<>();
  private final Map<UpdateId, byte[]> contents = new HashMap<>();
  private final int most;
  private final long maxBytes;
  private long bytes;

  /**
   * Makes an empty store.
   *
   * @param most how many updates are kept
   * @param maxBytes how many bytes of content are kept; the newest update is, whatever its size
   */
  InMemoryUpdates(int most, long maxBytes) {
    this.most = most;
    this.maxBytes = maxBytes;
  }

  @Override
  public void add(Update update, Consumer<KeptUpdate> then) {
    KeptUpdate about = KeptUpdate.of(update);
    keep(about, update.bytes());
    then.accept(about);
  }

  @Override
  public synchronized List<KeptUpdate> newest(int most) {
    return kept.values().stream().skip(Math.max(0, kept.size() - most)).toList();
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
    while (kept.size() > 1 && (kept.size() > most || bytes > maxBytes)) {
      KeptUpdate gone = oldest.next();
      oldest.remove();
      contents.remove(gone.id());
      bytes -= gone.size();
    }
  }
}
