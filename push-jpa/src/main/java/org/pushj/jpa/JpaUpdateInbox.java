package org.pushj.jpa;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.jpa.claims.LaneClaims;
import org.pushj.jpa.claims.UnreadableRows;
import org.pushj.jpa.claims.WorkClaims;
import org.pushj.jpa.inbox.EntryReader;
import org.pushj.jpa.inbox.InboxDelivery;
import org.pushj.jpa.inbox.InboxTable;
import org.pushj.jpa.inbox.OrderedClaims;
import org.pushj.jpa.inbox.PacketSize;
import org.pushj.jpa.inbox.SeenContent;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.DatabaseClock;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.store.ExpiredRows;
import org.pushj.jpa.store.StoreTransactions;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;

/**
 * Stores updates in a database, shared by any number of nodes, until they are delivered. Works with
 * every provider of Jakarta Persistence 3.1 and 3.2; tested with Hibernate ORM and EclipseLink on
 * H2, PostgreSQL and MariaDB. The tables come from {@link PushSchema}, or from the scripts that it
 * runs.
 *
 * <p><b>Exactly once.</b> A listener that writes to the same database through the same {@link
 * TransactionBoundary} joins the transaction that completes its update. So its writes are committed
 * together with the completion, or not at all: not if the listener throws, if the process dies, or
 * if its claim has ended and another node delivers the update.
 *
 * <pre>{@code
 * TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
 * Subscriber.builder()
 *     .inbox(new JpaUpdateInbox(boundary))
 *     .listener(update -> boundary.run(entities -> entities.persist(new Article(update.text()))))
 *     ...
 * }</pre>
 *
 * <p>With {@link TransactionBoundary#resourceLocal} that transaction begins with the first change
 * of the listener through the boundary. A listener without changes uses no connection, and one that
 * first calls other services and then writes uses it only for writing. All other boundaries begin
 * it before the listener is called, so with JTA and Spring everything that joins transactions, such
 * as an injected entity manager, does so automatically. JTA transactions have a time limit: if it
 * is shorter than that of the listener, slower calls are rolled back. Use {@link
 * #withoutDeliveryTransaction} for listeners that need none of this; delivery is then at least
 * once.
 *
 * <p>{@link #abandon} ends the transaction of {@link TransactionBoundary#resourceLocal}, and
 * returns its connection to the pool. It cannot end transactions of other boundaries, or those that
 * a listener begins {@linkplain #withoutDeliveryTransaction itself}: the time limit of JTA does, if
 * it is about as long as that of the listener.
 *
 * <p>Any other method that is called within a transaction of the boundary joins it, and its changes
 * take effect with the commit. Duplicates are then detected as usual; but if another transaction
 * adds the same update concurrently, or claims one of the same subscription, the later one fails
 * with a {@link org.pushj.StoreException} and is rolled back.
 *
 * <p>Instants are kept to the millisecond. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class JpaUpdateInbox implements ManageableInbox {
  private static final ExpiredRows DONE =
      new ExpiredRows(InboxTable.TABLE.name(), "id", "settled_at", InboxEntry.State.DONE);
  private static final ExpiredRows PARKED =
      new ExpiredRows(InboxTable.TABLE.name(), "id", "settled_at", InboxEntry.State.PARKED);
  private static final ExpiredRows SEEN =
      new ExpiredRows("push_update_seen", "subscription_id", "received_at", null);

  private final StoreTransactions transactions;
  private final @Nullable InboxDelivery deliveries;
  private final LaneClaims claims =
      new LaneClaims(
          new WorkClaims(InboxTable.TABLE, WorkClaims.DUE, ", attempts = attempts + 1"),
          InboxTable.LANES);
  private final OrderedClaims orderedClaims = new OrderedClaims();
  private final UnreadableRows unreadable = new UnreadableRows();
  private final EntryReader entries = new EntryReader();
  private final PacketSize packetSize = new PacketSize();

  /**
   * Makes an inbox.
   *
   * @param boundary the boundary of its transactions
   */
  public JpaUpdateInbox(TransactionBoundary boundary) {
    this(boundary, new DatabaseClock());
  }

  JpaUpdateInbox(TransactionBoundary boundary, DatabaseClock clock) {
    this.transactions = new StoreTransactions(boundary, clock);
    this.deliveries = new InboxDelivery(boundary);
  }

  private JpaUpdateInbox(StoreTransactions transactions) {
    this.transactions = transactions;
    this.deliveries = null;
  }

  /**
   * Returns an inbox on the same tables that delivers outside of transactions: the listener commits
   * its own writes, and the completion is committed after it. After a crash between the two the
   * update is delivered again.
   */
  public JpaUpdateInbox withoutDeliveryTransaction() {
    return new JpaUpdateInbox(transactions);
  }

  /** Checks at the start that the tables are there: see {@link StoreTransactions#requireTables}. */
  void requireTables() {
    transactions.requireTables("push_update", "push_update_seen");
    packetSize.check(transactions);
  }

  @Override
  public UpdateInbox.Receipt add(InboxEntry entry, byte[] content, @Nullable Instant sameSince) {
    packetSize.check(transactions);
    SeenContent seen = SeenContent.of(entry, sameSince);
    Database database = transactions.database();
    boolean isOneStatement = database == Database.POSTGRESQL;
    Sql insert =
        isOneStatement
            ? InboxTable.insertIfFresh(entry, content, seen)
            : InboxTable.insert(entry, content, database);
    return transactions
        .change(
            "adding update " + entry.id(),
            isOneStatement,
            statements ->
                (isOneStatement || seen.noteIfFresh(statements)) && statements.runOne(insert)
                    ? Optional.of(UpdateInbox.Receipt.ADDED)
                    : Optional.empty(),
            statements ->
                seen.isDuplicate(statements)
                    || !statements.rows(InboxTable.TABLE.byId(entry.id())).isEmpty())
        .orElse(UpdateInbox.Receipt.DUPLICATE);
  }

  @Override
  public List<InboxEntry> claimDue(Claim claim, boolean inOrder) {
    if (transactions.isClockChanged()) {
      return List.of();
    }
    Database database = transactions.database();
    return claim(
        "claiming updates",
        claim,
        (statements, except) ->
            inOrder
                ? orderedClaims.claim(statements, database, claim, except)
                : claims.claim(statements, database, claim, except));
  }

  @Override
  public Optional<InboxEntry> claimNext(SubscriptionId subscription, Instant now, Instant until) {
    Claim claim = Claim.of(now, until, 1);
    if (transactions.isClockChanged()) {
      return Optional.empty();
    }
    Database database = transactions.database();
    String lane = subscription.toString();
    return claim(
            "claiming the next update of subscription " + subscription,
            claim,
            (statements, except) ->
                orderedClaims.claimNext(statements, database, lane, claim, except))
        .stream()
        .findFirst();
  }

  /** Claims, and leaves what cannot be read to other nodes; a day later that is parked. */
  private List<InboxEntry> claim(
      String what, Claim claim, BiFunction<Statements, Sql, List<Row>> rows) {
    return unreadable.claim(
        claim,
        except -> transactions.change(what, statements -> rows.apply(statements, except)),
        entries::readable,
        read -> claim.take(read.subscription().toString()),
        (ids, dueAt) ->
            transactions.change(
                "putting updates back",
                statements -> InboxTable.putBackUnread(statements, ids, claim, dueAt)));
  }

  @Override
  public InstantSource clock() {
    return transactions.clock();
  }

  @Override
  public Optional<byte[]> content(UpdateId id) {
    String what = "reading the content of update " + id;
    Function<Statements, Optional<byte[]>> read = statements -> InboxTable.content(statements, id);
    // H2 returns a large object, which needs its connection: a transaction keeps that.
    return transactions.database() == Database.H2
        ? transactions.change(what, true, read)
        : transactions.read(what, read);
  }

  @Override
  public boolean complete(InboxEntry claimed, Instant now, boolean keep) {
    return transactions.changeOne(
        "completing update " + claimed.id(), InboxTable.complete(claimed, now, keep));
  }

  @Override
  public boolean deliver(InboxEntry claimed, InstantSource clock, boolean keep, Delivery delivery)
      throws Exception {
    return deliveries == null
        ? ManageableInbox.super.deliver(claimed, clock, keep, delivery)
        : deliveries.run(claimed, delivery, () -> complete(claimed, clock.instant(), keep));
  }

  @Override
  public void abandon(InboxEntry claimed) {
    if (deliveries != null) {
      deliveries.abandon(claimed);
    }
  }

  @Override
  public boolean putBack(InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
    InboxEntry next = claimed.waiting(dueAt, attempts, error);
    return transactions.changeOne(
        "putting back update " + claimed.id(), InboxTable.putBack(claimed, next));
  }

  @Override
  public boolean park(InboxEntry claimed, Instant now, String error) {
    InboxEntry parked = claimed.settled(InboxEntry.State.PARKED, now, error);
    return transactions.changeOne(
        "parking update " + claimed.id(), InboxTable.park(claimed, parked));
  }

  @Override
  public Optional<InboxEntry> findById(UpdateId id) {
    return transactions.read(
        "reading update " + id,
        statements ->
            statements.list(InboxTable.TABLE.byId(id), InboxTable::entry).stream().findFirst());
  }

  @Override
  public List<InboxEntry> list(ManageableInbox.Query query) {
    List<InboxEntry> found = new ArrayList<>();
    String after = query.after() == null ? "" : query.after().toString();
    int wanted;
    List<Row> rows;
    do {
      wanted = query.limit() - found.size();
      Sql matching = InboxTable.matching(query, after, wanted);
      rows = transactions.read("listing updates", each -> each.rows(matching));
      for (Row row : rows) {
        after = row.id();
        entries.readable(row).ifPresent(found::add);
      }
    } while (rows.size() == wanted && found.size() < query.limit());
    return List.copyOf(found);
  }

  @Override
  public boolean requeue(UpdateId id, Instant dueAt) {
    return transactions.changeOne("requeueing update " + id, InboxTable.requeue(id, dueAt));
  }

  @Override
  public int replay(SubscriptionId subscription, Instant dueAt) {
    return transactions.change(
        "replaying subscription " + subscription,
        statements -> statements.run(InboxTable.replay(subscription, dueAt)));
  }

  @Override
  public boolean discard(UpdateId id) {
    return transactions.changeOne("discarding update " + id, InboxTable.discard(id));
  }

  @Override
  public UpdateInbox.Load load() {
    return transactions.read("counting what waits", InboxTable::load);
  }

  @Override
  public int purgeDone(Instant before, int limit) {
    return DONE.remove("removing updates that are done", transactions, before, limit);
  }

  @Override
  public int purgeParked(Instant before, int limit) {
    return PARKED.remove("removing parked updates", transactions, before, limit);
  }

  @Override
  public int forgetDuplicates(Instant before, int limit) {
    return SEEN.remove("forgetting last contents", transactions, before, limit);
  }
}
