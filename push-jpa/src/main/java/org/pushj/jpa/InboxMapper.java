package org.pushj.jpa;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxState;

/** Translates between entries of an inbox and rows. */
final class InboxMapper {
  private InboxMapper() {}

  /**
   * Returns the columns that have a value, with it, for a row of a new entry.
   *
   * @throws IllegalArgumentException if the entry does not wait
   */
  static Map<String, Object> columns(InboxEntry unnumbered) {
    InboxEntry entry = unnumbered.added();
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", entry.id().toString());
    columns.put("subscription_id", entry.subscription().toString());
    columns.put("topic", entry.topic().toString());
    columns.put("hub", entry.hub().toString());
    columns.put("resource", entry.resource().toString());
    putIfThere(columns, "content_type", entry.contentType());
    putIfThere(columns, "link", entry.link());
    putIfThere(columns, "signature", entry.signature() == null ? null : entry.signature().name());
    columns.put("received_at", entry.receivedAt().toEpochMilli());
    columns.put("sha256", entry.sha256());
    columns.put("content_length", entry.length());
    columns.put("state", entry.state().name());
    columns.put("attempts", entry.attempts());
    putIfThere(columns, "due_at", entry.dueAt() == null ? null : entry.dueAt().toEpochMilli());
    putIfThere(columns, "error", entry.error());
    columns.put("version", entry.version());
    return columns;
  }

  /** Reads the values of {@link InboxRow#ATTRIBUTES}, in their order. */
  static InboxEntry entry(@Nullable Object[] values) {
    RowReader row = new RowReader(values);
    return new InboxEntry(
        UpdateId.of(row.text()),
        SubscriptionId.of(row.text()),
        URI.create(row.text()),
        URI.create(row.text()),
        URI.create(row.text()),
        row.textOrNull(),
        row.textOrNull(),
        signature(row.textOrNull()),
        row.instant(),
        row.text(),
        Math.toIntExact(row.number()),
        InboxState.valueOf(row.text()),
        Math.toIntExact(row.number()),
        row.instantOrNull(),
        row.instantOrNull(),
        row.textOrNull(),
        row.number());
  }

  private static @Nullable SignatureAlgorithm signature(@Nullable String name) {
    return name == null ? null : SignatureAlgorithm.valueOf(name);
  }

  private static void putIfThere(Map<String, Object> columns, String name, @Nullable Object value) {
    if (value != null) {
      columns.put(name, value);
    }
  }
}
