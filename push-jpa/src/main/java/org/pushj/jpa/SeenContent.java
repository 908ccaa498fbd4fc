package org.pushj.jpa;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.spi.InboxEntry;

/**
 * A content of a topic, and since when the same is a duplicate. Contents are noted by a digest in
 * {@code push_update_seen}, where they stay when the update is gone.
 *
 * @param digest of the topic and the content
 * @param receivedAt when it was received, in milliseconds
 * @param since what was received then or later makes it a duplicate, in milliseconds
 */
record SeenContent(String digest, long receivedAt, long since) {
  static SeenContent of(InboxEntry entry, @Nullable Instant sameSince) {
    return new SeenContent(
        Digests.of(entry.origin().topic(), entry.sha256()),
        entry.receivedAt().toEpochMilli(),
        sameSince == null ? Long.MAX_VALUE : Sql.millisFrom(sameSince));
  }

  /** For PostgreSQL: notes the content and returns a row, or none if it is a duplicate. */
  Sql noteIfFresh() {
    return Sql.of(
        "INSERT INTO push_update_seen AS s (digest, received_at) VALUES (?, ?)"
            + " ON CONFLICT (digest)"
            + " DO UPDATE SET received_at = GREATEST(s.received_at, EXCLUDED.received_at)"
            + " WHERE s.received_at < ? RETURNING s.digest",
        digest,
        receivedAt,
        since);
  }

  /**
   * Notes the content, by two statements. If another transaction does so at the same moment, one
   * waits for the other, or fails with a violation of the primary key.
   *
   * @return false if it is a duplicate
   */
  boolean noteIfFresh(Statements statements, Database database) {
    if (database == Database.MARIADB) {
      // InnoDB locks the gap around a row that is not there. So ours is inserted first.
      return insert("INSERT IGNORE", statements) || renewIfOld(statements);
    }
    List<Long> seen = seen(statements);
    return seen.isEmpty()
        ? insert("INSERT", statements)
        : seen.get(0) < since && renewIfOld(statements);
  }

  /** Tells whether it is a duplicate. */
  boolean isDuplicate(Statements statements) {
    return seen(statements).stream().anyMatch(time -> time >= since);
  }

  /** Returns when it was received last; nothing if it never was. */
  private List<Long> seen(Statements statements) {
    return statements.list(
        Sql.of("SELECT received_at FROM push_update_seen WHERE digest = ?", digest), Row::number);
  }

  private boolean insert(String insert, Statements statements) {
    return statements.runOne(
        Sql.of(
            insert + " INTO push_update_seen (digest, received_at) VALUES (?, ?)",
            digest,
            receivedAt));
  }

  private boolean renewIfOld(Statements statements) {
    return statements.runOne(
        Sql.of(
            "UPDATE push_update_seen"
                + " SET received_at = CASE WHEN received_at < ? THEN ? ELSE received_at END"
                + " WHERE digest = ? AND received_at < ?",
            receivedAt,
            receivedAt,
            digest,
            since));
  }
}
