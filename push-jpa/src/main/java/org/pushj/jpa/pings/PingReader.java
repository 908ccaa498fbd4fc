package org.pushj.jpa.pings;

import java.util.Optional;
import org.pushj.jpa.claims.UnreadableIds;
import org.pushj.jpa.sql.Row;
import org.pushj.spi.QueuedPing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pings, and logs once which it cannot read. Thread-safe. */
public final class PingReader {
  private static final Logger LOG = LoggerFactory.getLogger(PingReader.class.getPackageName());

  private final UnreadableIds unreadable = new UnreadableIds();

  public PingReader() {}

  /** Reads the columns of {@link PingTable#TABLE}; nothing if they cannot be read. */
  public Optional<QueuedPing> readable(Row row) {
    try {
      return Optional.of(PingTable.ping(row));
    } catch (RuntimeException e) {
      LOG.atLevel(unreadable.levelOf(row.id()))
          .setCause(e)
          .log("Ping {} cannot be read; it is skipped until that is fixed", row.id());
      return Optional.empty();
    }
  }
}
