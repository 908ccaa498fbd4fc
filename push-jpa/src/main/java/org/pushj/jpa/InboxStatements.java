package org.pushj.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;

/** The statements that change one update: each changes its row, or nothing. */
final class InboxStatements {
  private static final String IF_CLAIMED = " WHERE id = ? AND version = ? AND state = 'WAITING'";
  private static final String IF_SETTLED = " WHERE id = ? AND state <> 'WAITING'";
  private static final String SETTLED =
      "settled_at = ?, due_at = NULL, place = NULL, turn_of = NULL";

  private InboxStatements() {}

  static Sql insert(InboxEntry entry, byte[] content, Database database) {
    Map<String, Object> columns = InboxMapper.columns(entry);
    List<Object> values = new ArrayList<>(columns.values());
    values.add(content);
    if (database == Database.OTHER) {
      values.add(entry.subscription().toString());
    }
    return new Sql(
        insertInto(columns) + " VALUES (" + marks(columns) + nextPlace(database, "?") + ")",
        values);
  }

  /**
   * Adds an update and notes its content, unless that was seen lately. For PostgreSQL: one
   * statement, so one exchange and one commit.
   */
  static Sql insertIfFresh(InboxEntry entry, byte[] content, SeenContent seen) {
    Map<String, Object> columns = InboxMapper.columns(entry);
    List<Object> values = new ArrayList<>(seen.values());
    values.addAll(columns.values());
    values.add(content);
    return new Sql(
        "WITH fresh AS ("
            + SeenContent.NOTE_IF_FRESH
            + ") "
            + insertInto(columns)
            + " SELECT "
            + marks(columns)
            + nextPlace(Database.POSTGRESQL, "?")
            + " FROM fresh",
        values);
  }

  static Sql complete(InboxEntry claimed, Instant now, boolean keep) {
    return keep
        ? ifClaimed(claimed, "state = 'DONE', " + SETTLED, now.toEpochMilli())
        : Sql.of(
            "DELETE FROM push_update" + IF_CLAIMED, claimed.id().toString(), claimed.version());
  }

  static Sql putBack(InboxEntry claimed, InboxEntry next) {
    Instant dueAt = next.dueAt();
    if (dueAt == null) {
      throw new IllegalArgumentException("next: waits, and so is due at some time, not " + next);
    }
    String changes = "due_at = ?, attempts = ?, turn_of = NULL, error = ";
    String error = next.error();
    return error == null
        ? ifClaimed(claimed, changes + "NULL", dueAt.toEpochMilli(), next.attempts())
        : ifClaimed(claimed, changes + "?", dueAt.toEpochMilli(), next.attempts(), error);
  }

  static Sql park(InboxEntry claimed, Instant now, String error) {
    return ifClaimed(claimed, "state = 'PARKED', error = ?, " + SETTLED, error, now.toEpochMilli());
  }

  static Sql requeue(UpdateId id, Instant dueAt, Database database) {
    return Sql.of(
        "UPDATE push_update SET state = 'WAITING', attempts = 0, due_at = ?, settled_at = NULL,"
            + " error = NULL, version = version + 1, place = "
            + nextPlace(database, "push_update.subscription_id")
            + IF_SETTLED,
        dueAt.toEpochMilli(),
        id.toString());
  }

  static Sql discard(UpdateId id) {
    return Sql.of("DELETE FROM push_update" + IF_SETTLED, id.toString());
  }

  private static Sql ifClaimed(InboxEntry claimed, String changes, Object... values) {
    List<Object> all = new ArrayList<>(Arrays.asList(values));
    all.add(claimed.id().toString());
    all.add(claimed.version());
    return new Sql("UPDATE push_update SET version = version + 1, " + changes + IF_CLAIMED, all);
  }

  private static String insertInto(Map<String, Object> columns) {
    return "INSERT INTO push_update (" + String.join(", ", columns.keySet()) + ", content, place)";
  }

  private static String marks(Map<String, Object> columns) {
    return Sql.marks(columns.size()) + ", ?, ";
  }

  /**
   * Returns the place after all others, in SQL. A sequence gives it; where we know of none, it is
   * next to the last in the line of the subscription.
   */
  private static String nextPlace(Database database, String subscription) {
    return switch (database) {
      case POSTGRESQL -> "nextval('push_update_place')";
      case MARIADB, H2 -> "NEXT VALUE FOR push_update_place";
      case OTHER ->
          "(SELECT COALESCE(MAX(p.place), 0) + 1 FROM push_update p WHERE p.subscription_id = "
              + subscription
              + ")";
    };
  }
}
