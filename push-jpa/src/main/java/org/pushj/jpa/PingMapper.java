package org.pushj.jpa;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.spi.PingState;
import org.pushj.spi.QueuedPing;

/** Translates between pings and rows. */
final class PingMapper {
  private PingMapper() {}

  /** Returns the key of who is told of what. */
  static String target(QueuedPing ping) {
    return Digests.of(ping.topic(), ping.hub());
  }

  /** Reads the values of {@link PingRow#ATTRIBUTES}, in their order. */
  static QueuedPing ping(@Nullable Object[] values) {
    RowReader row = new RowReader(values);
    return new QueuedPing(
        PingId.of(row.text()),
        URI.create(row.text()),
        URI.create(row.text()),
        row.instant(),
        PingState.valueOf(row.text()),
        Math.toIntExact(row.number()),
        row.instantOrNull(),
        row.instantOrNull(),
        row.textOrNull(),
        row.number());
  }
}
