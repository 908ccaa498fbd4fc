package org.pushj.jpa.inbox;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Origin;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.jpa.claims.LaneWalk;
import org.pushj.jpa.claims.UnreadNote;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.sql.Table;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.text.Lines;

/** The statements on {@code push_update}. Contents are read by the one query that asks for them. */
public final class InboxTable {
  /** What makes up an entry, in the order in which {@link #entry} reads it. */
  public static final Table TABLE =
      Table.of(
          "push_update",
          "id subscription_id topic hub resource attributes headers signature "
              + "received_at sha256 content_length state attempts due_at settled_at error "
              + "version",
          "content place arrival");

  /** The subscriptions in which something waits. */
  public static final LaneWalk LANES =
      new LaneWalk("push_update", "subscription_id", "place", List.of(""));

  private static final String IF_WAITING = " AND state = 'WAITING'";
  private static final String IF_SETTLED = " WHERE id = ? AND state <> 'WAITING'";
  private static final String REQUEUE =
      "UPDATE push_update SET state = 'WAITING', attempts = 0, due_at = ?, settled_at = NULL,"
          + " error = NULL, version = version + 1, place = arrival";
  private static final String SETTLED =
      ", settled_at = ?, due_at = NULL, place = NULL, claimed_for = NULL";

  private InboxTable() {}

  public static Sql insert(InboxEntry entry, byte[] content, Database database) {
    return TABLE.insert(List.of(row(entry, content, database)));
  }

  /**
   * Adds an update and notes its content, unless that came last and lately. For PostgreSQL: one
   * statement, so one exchange and one commit.
   */
  public static Sql insertIfFresh(InboxEntry entry, byte[] content, SeenContent seen) {
    return Sql.of(
        "WITH fresh AS (?) " + TABLE.insertInto() + "SELECT ? FROM fresh",
        seen.noteIfFresh(),
        Sql.list(row(entry, content, Database.POSTGRESQL)));
  }

  public static Sql complete(InboxEntry claimed, Instant now, boolean keep) {
    return keep
        ? ifClaimed(claimed, "state = 'DONE'" + SETTLED, now)
        : TABLE.delete(claimed.id(), claimed.version()).with(IF_WAITING);
  }

  /** Puts a claimed update back. */
  public static Sql putBack(InboxEntry claimed, InboxEntry next) {
    return ifClaimed(
        claimed,
        "due_at = ?, attempts = ?, error = ?, claimed_for = NULL",
        Objects.requireNonNull(next.dueAt(), "the time at which it is due"),
        next.attempts(),
        next.error());
  }

  /**
   * Ends the claims of updates that could not be read: parks those of which that was noted a day
   * ago, and puts back the others with a note, without counting the attempt.
   */
  public static int putBackUnread(
      Statements statements, List<String> ids, Claim claim, Instant dueAt) {
    Sql claimed = Sql.of(" WHERE id IN ? AND due_at = ?", ids, claim.until()).with(IF_WAITING);
    return statements.run(
            Sql.of("UPDATE push_update SET version = version + 1, state = 'PARKED'")
                .with(SETTLED, claim.now())
                .with("??", claimed, UnreadNote.ifOld(claim.now())))
        + statements.run(
            Sql.of("UPDATE push_update SET version = version + 1, attempts = attempts - 1")
                .with(", ?", UnreadNote.change(claim.now()))
                .with(", due_at = ?, claimed_for = NULL?", dueAt, claimed));
  }

  /**
   * Parks an update.
   *
   * @param parked the update as it is to be
   */
  public static Sql park(InboxEntry claimed, InboxEntry parked) {
    return ifClaimed(
        claimed, "state = 'PARKED', error = ?" + SETTLED, parked.error(), parked.settledAt());
  }

  public static Sql requeue(UpdateId id, Instant dueAt) {
    return Sql.of(REQUEUE + IF_SETTLED, dueAt, id);
  }

  public static Sql replay(SubscriptionId subscription, Instant dueAt) {
    return Sql.of(REQUEUE + " WHERE subscription_id = ? AND state = 'DONE'", dueAt, subscription);
  }

  public static Sql discard(UpdateId id) {
    return Sql.of("DELETE FROM push_update" + IF_SETTLED, id);
  }

  /**
   * Reads what a query asks for, from after an id on, in the order of the ids. PostgreSQL has
   * indexes of what waits, and of what does not: so the conditions say which.
   */
  public static Sql matching(ManageableInbox.Query query, String after, int limit) {
    InboxEntry.State state = query.state();
    Sql sql =
        TABLE
            .select()
            .with(" WHERE w.id > ?", after)
            .andIf("w.state = ?", state)
            .andIf("w.subscription_id = ?", query.subscription());
    if (state == InboxEntry.State.WAITING) {
      sql =
          sql.with(
              query.subscription() == null ? " AND w.due_at >= 0" : " AND w.place IS NOT NULL");
    } else if (state == null && query.subscription() != null) {
      sql = sql.with(" AND (w.place IS NOT NULL OR w.state <> 'WAITING')");
    }
    boolean isByState = state != null && query.subscription() == null;
    return sql.with(isByState ? " ORDER BY w.state, w.id" : " ORDER BY w.id")
        .with(" LIMIT ?", limit);
  }

  /**
   * Counts what waits, which alone has a due time, and what is parked. H2 has no index for what is
   * not null.
   */
  public static UpdateInbox.Load load(Statements statements) {
    UpdateInbox.Load waiting = load(statements, "due_at >= 0");
    UpdateInbox.Load parked = load(statements, "state = 'PARKED'");
    return new UpdateInbox.Load(
        waiting.updates() + parked.updates(), waiting.bytes() + parked.bytes(), parked.updates());
  }

  private static UpdateInbox.Load load(Statements statements, String condition) {
    return statements
        .list(
            Sql.of(
                "SELECT COUNT(*), COALESCE(SUM(content_length), 0) FROM push_update WHERE "
                    + condition),
            row -> new UpdateInbox.Load(row.number(), row.number(), 0))
        .get(0);
  }

  public static Optional<byte[]> content(Statements statements, UpdateId id) {
    return statements
        .list(Sql.of("SELECT content FROM push_update WHERE id = ?", id), Row::bytes)
        .stream()
        .findFirst();
  }

  /** Reads the columns of {@link #TABLE}, in their order. */
  public static InboxEntry entry(Row row) {
    return new InboxEntry(
        UpdateId.of(row.text()),
        origin(row),
        texts(row.textOrNull()),
        signature(row.textOrNull()),
        row.instant(),
        row.text(),
        row.count(),
        InboxEntry.State.valueOf(row.text()),
        row.count(),
        row.instantOrNull(),
        row.instantOrNull(),
        row.textOrNull(),
        row.number());
  }

  private static Origin origin(Row row) {
    SubscriptionId subscription = SubscriptionId.of(row.text());
    URI topic = URI.create(row.text());
    URI hub = URI.create(row.text());
    URI resource = URI.create(row.text());
    return new Origin(subscription, resource, topic, hub, texts(row.textOrNull()));
  }

  private static Map<String, String> texts(@Nullable String lines) {
    return lines == null ? Map.of() : Lines.parse(lines).startingWith("");
  }

  private static @Nullable String lines(Map<String, String> texts) {
    return texts.isEmpty() ? null : new Lines.Writer().putAll(texts).toString();
  }

  /**
   * Returns the values of a row for a new entry.
   *
   * @throws IllegalArgumentException if the entry does not wait
   */
  private static List<@Nullable Object> row(
      InboxEntry unnumbered, byte[] content, Database database) {
    InboxEntry entry = unnumbered.added();
    return Arrays.asList(
        entry.id(),
        entry.subscription(),
        entry.origin().topic(),
        entry.origin().hub(),
        entry.origin().resource(),
        lines(entry.origin().attributes()),
        lines(entry.headers()),
        entry.signature(),
        entry.receivedAt(),
        entry.sha256(),
        entry.length(),
        entry.state(),
        entry.attempts(),
        entry.dueAt(),
        entry.settledAt(),
        entry.error(),
        entry.version(),
        content,
        nextPlace(database),
        nextPlace(database));
  }

  private static Sql ifClaimed(InboxEntry claimed, String changes, @Nullable Object... values) {
    return TABLE.update(claimed.id(), claimed.version(), Sql.of(changes, values)).with(IF_WAITING);
  }

  private static Sql nextPlace(Database database) {
    return database.next("push_update_place");
  }

  private static @Nullable SignatureAlgorithm signature(@Nullable String name) {
    return name == null ? null : SignatureAlgorithm.valueOf(name);
  }
}
