package org.pushj.jpa.inbox;

import java.util.Optional;
import org.pushj.jpa.claims.UnreadableIds;
import org.pushj.jpa.sql.Row;
import org.pushj.spi.InboxEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads updates, and logs once which it cannot read. Thread-safe. */
public final class EntryReader {
  private static final Logger LOG = LoggerFactory.getLogger(EntryReader.class.getPackageName());

  private final UnreadableIds unreadable = new UnreadableIds();

  public EntryReader() {}

  /** Reads the columns of {@link InboxTable#TABLE}; nothing if they cannot be read. */
  public Optional<InboxEntry> readable(Row row) {
    try {
      return Optional.of(InboxTable.entry(row));
    } catch (RuntimeException e) {
      LOG.atLevel(unreadable.levelOf(row.id()))
          .setCause(e)
          .log("Update {} cannot be read; it is skipped until that is fixed", row.id());
      return Optional.empty();
    }
  }
}
