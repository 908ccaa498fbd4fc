package org.pushj.jpa.inbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/**
 * The content of an update, and since when the same is a duplicate. The last one of each
 * subscription is noted in {@code push_update_seen}, where it stays when the update is gone.
 *
 * @param subscription the subscription to which it came
 * @param sha256 the digest of the content
 * @param receivedAt when it was received, in milliseconds
 * @param since what was received then or later, and until {@code until}, makes it a duplicate, in
 *     milliseconds
 */
public record SeenContent(
    SubscriptionId subscription, String sha256, long receivedAt, long since, long until) {
  public static SeenContent of(InboxEntry entry, @Nullable Instant sameSince) {
    return new SeenContent(
        entry.subscription(),
        entry.sha256(),
        entry.receivedAt().toEpochMilli(),
        sameSince == null ? Long.MAX_VALUE : Sql.millisFrom(sameSince),
        entry.receivedAt().plus(UpdateInbox.MAX_LATER).toEpochMilli());
  }

  /** For PostgreSQL: notes the content and returns a row, or none if it is a duplicate. */
  Sql noteIfFresh() {
    return Sql.of(
        "INSERT INTO push_update_seen AS s (subscription_id, sha256, received_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (subscription_id)"
            + " DO UPDATE SET sha256 = EXCLUDED.sha256, received_at = EXCLUDED.received_at"
            + " WHERE s.sha256 <> EXCLUDED.sha256 OR s.received_at NOT BETWEEN ? AND ?"
            + " RETURNING s.subscription_id",
        subscription,
        sha256,
        receivedAt,
        since,
        until);
  }

  /**
   * Notes the content, by two statements. If another transaction does so at the same moment, one
   * waits for the other, or fails with a violation of the primary key. The row is only written if
   * it is there: InnoDB would lock the gap around one that is not.
   *
   * @return false if it is a duplicate
   */
  public boolean noteIfFresh(Statements statements) {
    List<Boolean> last = last(statements);
    return !last.contains(true) && ((!last.isEmpty() && replace(statements)) || insert(statements));
  }

  /** Tells whether it is a duplicate. */
  public boolean isDuplicate(Statements statements) {
    return last(statements).contains(true);
  }

  /** Returns whether the last content makes it a duplicate; nothing if none is noted. */
  private List<Boolean> last(Statements statements) {
    return statements.list(
        Sql.of(
            "SELECT sha256, received_at FROM push_update_seen WHERE subscription_id = ?",
            subscription),
        row -> row.text().equals(sha256) && isFresh(row.number()));
  }

  private boolean insert(Statements statements) {
    return statements.runOne(
        Sql.of(
            "INSERT INTO push_update_seen (subscription_id, sha256, received_at) VALUES (?, ?, ?)",
            subscription,
            sha256,
            receivedAt));
  }

  /** Replaces the last content, unless another transaction has noted the same meanwhile. */
  private boolean replace(Statements statements) {
    return statements.runOne(
        Sql.of(
            "UPDATE push_update_seen SET sha256 = ?, received_at = ?"
                + " WHERE subscription_id = ? AND (sha256 <> ? OR received_at NOT BETWEEN ? AND ?)",
            sha256,
            receivedAt,
            subscription,
            sha256,
            since,
            until));
  }

  private boolean isFresh(long noted) {
    return since <= noted && noted <= until;
  }
}
