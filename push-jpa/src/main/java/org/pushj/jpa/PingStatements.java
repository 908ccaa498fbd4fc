package org.pushj.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.spi.QueuedPing;

/**
 * The statements that change pings. Each names its rows by their ids: on MariaDB whatever looks for
 * rows in another way locks the gaps between them, too, and so holds up who adds a ping.
 */
final class PingStatements {
  private static final String INSERT =
      "INSERT INTO push_ping (id, target, hub, topic, changed_at, state, claimed, attempts, due_at,"
          + " error, version) VALUES ";

  private static final String IF_CLAIMED = " WHERE id = ? AND version = ? AND state = 'WAITING'";
  private static final String IF_PARKED = " WHERE id = ? AND state = 'PARKED'";

  private PingStatements() {}

  /** Adds pings, at least one. */
  static Sql insert(List<QueuedPing> pings) {
    List<String> rows = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (QueuedPing ping : pings) {
      String error = ping.error();
      rows.add("(?, ?, ?, ?, ?, ?, 0, ?, ?, " + (error == null ? "NULL" : "?") + ", 0)");
      values.add(ping.id().toString());
      values.add(PingMapper.target(ping));
      values.add(ping.hub().toString());
      values.add(ping.topic().toString());
      values.add(ping.changedAt().toEpochMilli());
      values.add(ping.state().name());
      values.add(ping.attempts());
      values.add(millis(ping.dueAt()));
      if (error != null) {
        values.add(error);
      }
    }
    return new Sql(INSERT + String.join(", ", rows), values);
  }

  /** Claims a ping that is still as it was read, and that nobody else has claimed. */
  static Sql claim(QueuedPing read, long now, long until) {
    return Sql.of(
        "UPDATE push_ping SET claimed = 1, attempts = attempts + 1, due_at = ?,"
            + " version = version + 1"
            + IF_CLAIMED
            + " AND (claimed = 0 OR due_at <= ?)",
        until,
        read.id().toString(),
        read.version(),
        now);
  }

  /** Removes those of some pings that nobody has claimed. */
  static Sql removeUnclaimed(List<String> ids, long now, Database database) {
    String delete =
        database == Database.MARIADB
            // With many ids it would go through the whole table, and wait for what is being added.
            ? "DELETE p FROM push_ping p FORCE INDEX (PRIMARY)"
            : "DELETE FROM push_ping";
    List<Object> values = new ArrayList<>(ids);
    values.add(now);
    return new Sql(
        delete + " WHERE id IN (" + Sql.marks(ids.size()) + ") AND (claimed = 0 OR due_at <= ?)",
        values);
  }

  static Sql complete(QueuedPing claimed) {
    return Sql.of("DELETE FROM push_ping" + IF_CLAIMED, claimed.id().toString(), claimed.version());
  }

  /**
   * Puts a claimed ping back.
   *
   * @param next the ping as it is to be
   */
  static Sql putBack(QueuedPing claimed, QueuedPing next) {
    return ifClaimed(
        claimed, next, "due_at = ?, attempts = ?", millis(next.dueAt()), next.attempts());
  }

  /**
   * Parks a claimed ping.
   *
   * @param next the ping as it is to be
   */
  static Sql park(QueuedPing claimed, QueuedPing next) {
    return ifClaimed(claimed, next, "due_at = NULL, parked_at = ?", millis(next.parkedAt()));
  }

  static Sql requeue(PingId id, Instant dueAt) {
    return Sql.of(
        "UPDATE push_ping SET state = 'WAITING', attempts = 0, due_at = ?, parked_at = NULL,"
            + " error = NULL, version = version + 1"
            + IF_PARKED,
        dueAt.toEpochMilli(),
        id.toString());
  }

  static Sql discard(PingId id) {
    return Sql.of("DELETE FROM push_ping" + IF_PARKED, id.toString());
  }

  /** Removes a ping that was parked before a time. */
  static Sql purge(String id, long before) {
    return Sql.of("DELETE FROM push_ping" + IF_PARKED + " AND parked_at < ?", id, before);
  }

  private static Sql ifClaimed(
      QueuedPing claimed, QueuedPing next, String changes, Object... changed) {
    String error = next.error();
    List<Object> values = new ArrayList<>();
    values.add(next.state().name());
    values.addAll(Arrays.asList(changed));
    if (error != null) {
      values.add(error);
    }
    values.add(claimed.id().toString());
    values.add(claimed.version());
    return new Sql(
        "UPDATE push_ping SET version = version + 1, claimed = 0, state = ?, "
            + changes
            + (error == null ? ", error = NULL" : ", error = ?")
            + IF_CLAIMED,
        values);
  }

  private static long millis(@Nullable Instant instant) {
    return Objects.requireNonNull(instant, "the time that belongs to the state").toEpochMilli();
  }
}
