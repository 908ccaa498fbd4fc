package org.pushj.jpa.pings;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.jpa.claims.LaneWalk;
import org.pushj.jpa.claims.UnreadNote;
import org.pushj.jpa.claims.WorkClaims;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Digests;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.sql.Steps;
import org.pushj.jpa.sql.Table;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;

/**
 * The statements on {@code push_ping}. Each change names its rows by their ids: on MariaDB whatever
 * finds rows in another way locks the gaps between them, too, and so holds up transactions that add
 * pings.
 */
public final class PingTable {
  /** What makes up a ping, in the order in which {@link #ping} reads it. */
  public static final Table TABLE =
      Table.of(
          "push_ping",
          "id hub topic changed_at state attempts due_at parked_at error version",
          "target hub_key claimed");

  /** How many rows that are due are looked at. */
  static final int WINDOW = 1000;

  /** The hubs for which something waits. */
  static final LaneWalk LANES = new LaneWalk("push_ping", "hub_key", WorkClaims.DUE, List.of(""));

  private static final String IF_WAITING = " AND state = 'WAITING'";
  private static final String IF_PARKED = " WHERE id = ? AND state = 'PARKED'";

  /** Finds what is due, unless a ping of its target is claimed just now. */
  private static final String DUE =
      "SELECT w.target, w.hub, w.hub_key FROM push_ping w WHERE w.due_at BETWEEN 0 AND ? AND"
          + " w.target NOT IN (SELECT c.target FROM push_ping c WHERE c.claimed = 1 AND c.due_at >"
          + " ?)";

  private PingTable() {}

  /** Returns the key of a topic at a hub. */
  static String target(QueuedPing ping) {
    return target(ping.topic(), ping.hub());
  }

  private static String target(@Nullable URI topic, @Nullable URI hub) {
    return Digests.of(topic + "\0" + hub);
  }

  /** Adds pings, at least one. */
  public static Sql insert(List<QueuedPing> pings) {
    return TABLE.insert(pings.stream().map(PingTable::row).toList());
  }

  /** Removes those of some pings that are not claimed. */
  static Sql removeUnclaimed(List<String> ids, long now, Database database) {
    String delete =
        database == Database.MARIADB
            // With many ids it would read the whole table, and wait for what is being added.
            ? "DELETE p FROM push_ping p FORCE INDEX (PRIMARY)"
            : "DELETE FROM push_ping";
    return Sql.of(delete + " WHERE id IN ? AND (claimed = 0 OR due_at <= ?)", ids, now);
  }

  public static Sql complete(QueuedPing claimed) {
    return TABLE.delete(claimed.id(), claimed.version()).with(IF_WAITING);
  }

  /**
   * Ends a claim.
   *
   * @param next the ping as it is to be, waiting or parked
   */
  public static Sql endClaim(QueuedPing claimed, QueuedPing next) {
    Sql changes =
        Sql.of(
            "claimed = 0, state = ?, attempts = ?, due_at = ?, parked_at = ?, error = ?",
            next.state(),
            next.attempts(),
            next.dueAt(),
            next.parkedAt(),
            next.error());
    return TABLE.update(claimed.id(), claimed.version(), changes).with(IF_WAITING);
  }

  public static Sql requeue(PingId id, Instant dueAt) {
    return Sql.of(
        "UPDATE push_ping SET state = 'WAITING', attempts = 0, due_at = ?, parked_at = NULL,"
            + " error = NULL, version = version + 1"
            + IF_PARKED,
        dueAt,
        id);
  }

  public static Sql discard(PingId id) {
    return Sql.of("DELETE FROM push_ping" + IF_PARKED, id);
  }

  /** Reads what a query asks for; an index has the pings of a topic at a hub. */
  public record Search(ManageableQueue.Query query, Database database) implements Steps {
    @Override
    public Sql ids(String after, int size) {
      Sql ids = Sql.of("SELECT id FROM push_ping");
      return (isOfTarget()
              ? ids.with(" WHERE target = ? AND id > ? ORDER BY target, id", target(), after)
              : ids.with(database.inOrderOfIds() + " WHERE id > ? ORDER BY id", after))
          .with(" LIMIT 1 OFFSET ?", size - 1);
    }

    @Override
    public Sql rows(String after, List<String> ids) {
      return TABLE
          .select()
          .with(" WHERE w.id > ?", after)
          .andIf("w.id <= ?", ids.isEmpty() ? null : ids.get(0))
          .andIf("w.target = ?", isOfTarget() ? target() : null)
          .andIf("w.state = ?", query.state())
          .andIf("w.hub = ?", query.hub())
          .andIf("w.topic = ?", query.topic())
          .with(" ORDER BY w.id LIMIT ?", query.limit());
    }

    private boolean isOfTarget() {
      return query.topic() != null && query.hub() != null;
    }

    private String target() {
      return PingTable.target(query.topic(), query.hub());
    }
  }

  /** Counts what waits: that alone has a due time. */
  public static long countWaiting(Statements statements) {
    return statements
        .list(Sql.of("SELECT COUNT(*) FROM push_ping WHERE due_at >= 0"), Row::number)
        .get(0);
  }

  /**
   * Leaves pings that could not be read, and are not claimed, to other nodes: parks those of which
   * that was noted a day ago, and makes the others due at a time, with a note.
   */
  static int leaveUnread(Statements statements, List<String> ids, Instant now, Instant dueAt) {
    Sql these = Sql.of(" WHERE id IN ? AND (claimed = 0 OR due_at <= ?)", ids, now);
    return statements.run(
            Sql.of(
                    "UPDATE push_ping SET version = version + 1, claimed = 0, state = 'PARKED',"
                        + " due_at = NULL, parked_at = ?",
                    now)
                .with("?" + IF_WAITING + "?", these, UnreadNote.ifOld(now)))
        + statements.run(
            Sql.of("UPDATE push_ping SET version = version + 1, claimed = 0, due_at = ?", dueAt)
                .with(", ?? AND due_at IS NOT NULL", UnreadNote.change(now), these));
  }

  /**
   * Finds what is due and of whose target no ping is claimed, what has been due for longest.
   *
   * @param except a further condition in SQL, with an AND before it, or empty
   */
  static List<DuePing> due(Statements statements, long now, Sql except) {
    return statements.list(
        Sql.of(DUE, now, now).with("? ORDER BY w.due_at LIMIT ?", except, WINDOW), DuePing::of);
  }

  /** Finds the same for some hubs, each target once. */
  static List<DuePing> due(
      Statements statements, long now, Sql except, List<String> hubKeys, int limit) {
    Sql due = Sql.of(DUE, now, now).with("? AND w.hub_key IN ?", except, hubKeys);
    return statements.list(
        due.with(" GROUP BY w.target, w.hub, w.hub_key LIMIT ?", limit), DuePing::of);
  }

  /** A ping that is due: its target, its hub and the key of that. */
  record DuePing(String target, String hub, String hubKey) {
    private static DuePing of(Row row) {
      return new DuePing(row.text(), row.text(), row.text());
    }
  }

  /** Finds the last ping that waits of each target, in the order of their ids. */
  static List<Row> latest(Statements statements, List<String> targets, Sql except) {
    List<String> ids =
        statements.list(
            Sql.of(
                "SELECT MAX(id) FROM push_ping WHERE target IN ? AND due_at IS NOT NULL?"
                    + " GROUP BY target",
                targets,
                except),
            Row::text);
    return statements.rows(TABLE.select().with(" WHERE w.id IN ? ORDER BY w.id", ids));
  }

  /** Finds the pings of some targets that are not claimed, after the one with an id. */
  static List<String> unclaimed(
      Statements statements, List<String> targets, String after, long now, int limit) {
    return statements.list(
        Sql.of("SELECT id FROM push_ping WHERE target IN ? AND id > ?", targets, after)
            .with(" AND (claimed = 0 OR due_at <= ?) ORDER BY id LIMIT ?", now, limit),
        Row::text);
  }

  /** Reads the columns of {@link #TABLE}, in their order. */
  public static QueuedPing ping(Row row) {
    return new QueuedPing(
        PingId.of(row.text()),
        URI.create(row.text()),
        URI.create(row.text()),
        row.instant(),
        QueuedPing.State.valueOf(row.text()),
        row.count(),
        row.instantOrNull(),
        row.instantOrNull(),
        row.textOrNull(),
        row.number());
  }

  private static List<@Nullable Object> row(QueuedPing ping) {
    return Arrays.asList(
        ping.id(),
        ping.hub(),
        ping.topic(),
        ping.changedAt(),
        ping.state(),
        ping.attempts(),
        ping.dueAt(),
        ping.parkedAt(),
        ping.error(),
        0,
        target(ping),
        Digests.shortOf(ping.hub().toString()),
        0);
  }
}
