package org.pushj.examples.reader.page;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pushj.examples.reader.feeds.Entry;

/**
 * Holds the newest entries, each once: repeated ones are ignored, and a newer version replaces the
 * older one. Entries are numbered in the order of arrival, above those of earlier runs.
 * Thread-safe.
 */
final class Entries {
  private static final int MAX = 200;

  private final Map<String, Numbered> byKey = new LinkedHashMap<>();
  private long last;

  /**
   * Makes an empty holder.
   *
   * @param before the number before the first one
   */
  Entries(long before) {
    this.last = before;
  }

  /**
   * Adds entries.
   *
   * @param oldestFirst the entries
   * @return those that are new, or new in this version
   */
  synchronized Batch add(List<Entry> oldestFirst) {
    long before = last;
    for (Entry entry : oldestFirst) {
      Numbered known = byKey.get(entry.key());
      if (known == null || !known.entry().version().equals(entry.version())) {
        byKey.remove(entry.key());
        byKey.put(entry.key(), new Numbered(++last, entry));
      }
    }
    Iterator<Numbered> oldest = byKey.values().iterator();
    for (int excess = byKey.size() - MAX; excess > 0; excess--) {
      oldest.next();
      oldest.remove();
    }
    return after(before);
  }

  /** Returns the entries with a number above this one. */
  synchronized Batch after(long number) {
    List<Entry> newestFirst = new ArrayList<>();
    for (Numbered numbered : byKey.values()) {
      if (numbered.number() > number) {
        newestFirst.add(0, numbered.entry());
      }
    }
    return new Batch(last, List.copyOf(newestFirst));
  }

  /**
   * Some entries.
   *
   * @param last the number of the newest entry overall
   * @param newestFirst the entries
   */
  record Batch(long last, List<Entry> newestFirst) {}

  private record Numbered(long number, Entry entry) {}
}
