package org.pushj.jpa.inbox;

import java.util.Map;
import java.util.Optional;
import org.pushj.concurrent.BoundedMap;
import org.pushj.jpa.sql.Row;
import org.pushj.spi.InboxEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reads updates, and logs once which it cannot read. Thread-safe. */
public final class EntryReader {
  private static final Logger LOG = LoggerFactory.getLogger(EntryReader.class.getPackageName());

  private final Map<String, Boolean> unreadable = BoundedMap.inOrderOfUse(10_000);

  public EntryReader() {}

  /** Reads the columns of {@link InboxTable#TABLE}; nothing if they cannot be read. */
  public Optional<InboxEntry> readable(Row row) {
    try {
      return Optional.of(InboxTable.entry(row));
    } catch (RuntimeException e) {
      LOG.atLevel(isNew(row.id()) ? Level.ERROR : Level.DEBUG)
          .setCause(e)
          .log("Update {} cannot be read; it is skipped until that is fixed", row.id());
      return Optional.empty();
    }
  }

  private boolean isNew(String id) {
    synchronized (unreadable) {
      return unreadable.put(id, true) == null;
    }
  }
}
