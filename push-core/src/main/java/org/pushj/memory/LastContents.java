package org.pushj.memory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pushj.base.BoundedMap;
import org.pushj.spi.InboxEntry;

/** What came last from each source, up to a number of sources. Not thread-safe. */
final class LastContents {
  private final Map<Source, Content> contents;

  LastContents(int maxSources) {
    this.contents = BoundedMap.inOrderOfEntry(maxSources);
  }

  /** Tells whether the content of an update came last from its source, and not before a time. */
  boolean isSame(InboxEntry entry, Instant since) {
    Content last = contents.get(Source.of(entry));
    return last != null && last.sha256.equals(entry.sha256()) && !last.receivedAt.isBefore(since);
  }

  void note(InboxEntry entry) {
    Source source = Source.of(entry);
    contents.remove(source);
    contents.put(source, new Content(entry.sha256(), entry.receivedAt()));
  }

  /** Forgets contents that came before a time, and returns how many. */
  int forget(Instant before, int limit) {
    List<Source> old =
        contents.entrySet().stream()
            .filter(each -> each.getValue().receivedAt.isBefore(before))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(contents::remove);
    return old.size();
  }

  /** What a subscription has in common with those of the same request at other hubs. */
  private record Source(String resource, String topic) {
    static Source of(InboxEntry entry) {
      return new Source(entry.origin().resource().toString(), entry.origin().topic().toString());
    }
  }

  /** What came last from a source. */
  private record Content(String sha256, Instant receivedAt) {}
}
