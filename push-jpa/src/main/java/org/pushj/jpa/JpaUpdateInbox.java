package org.pushj.jpa;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.base.Claims;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/**
 * Keeps updates in a database until they are delivered, where any number of nodes share them. Works
 * with every provider of Jakarta Persistence 3.1 and 3.2; tested with Hibernate ORM and EclipseLink
 * on H2, PostgreSQL and MariaDB. The tables come from {@link PushSchema}, or from the scripts that
 * it runs.
 *
 * <p><b>Exactly once.</b> A listener that writes to the same database through the same {@link
 * TransactionBoundary} takes part in the transaction that completes its update. So what it writes
 * is committed together with the completion, or not at all: not if the listener throws, if the
 * process dies, or if its claim ended meanwhile and another node delivers the update.
 *
 * <pre>{@code
 * TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
 * Subscriber.builder()
 *     .inbox(new JpaUpdateInbox(boundary))
 *     .listener(update -> boundary.run(entities -> entities.persist(new Article(update.text()))))
 *     ...
 * }</pre>
 *
 * <p>With {@link TransactionBoundary#resourceLocal} that transaction begins when the listener first
 * changes something through the boundary. A listener that never does holds no connection, and one
 * that first asks others and then writes holds it for the writing only. All other boundaries begin
 * it before the listener is called; so with JTA and Spring whatever takes part in transactions does
 * by itself, as an injected entity manager. A transaction of JTA has a time limit: one that is
 * shorter than that of the listener rolls back what takes longer. {@link
 * #withoutDeliveryTransaction} is for listeners that do not want all this: for them it is at least
 * once.
 *
 * <p>{@link #abandon} ends the transaction of {@link TransactionBoundary#resourceLocal}, and gives
 * its connection back to the pool of the data source. Those of other boundaries, and those that a
 * listener begins {@linkplain #withoutDeliveryTransaction without} the delivery, it cannot end: the
 * time limit of JTA does, if it is about as long as that of the listener.
 *
 * <p>Any other method that is called within a transaction of the boundary takes part in it: what it
 * changed counts once that is committed. There, what came before is answered as everywhere; but if
 * another transaction adds the same at the same moment, or claims for the same subscription, the
 * later one fails with a {@link org.pushj.StoreException} and is rolled back.
 *
 * <p>Instants are kept to the millisecond. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class JpaUpdateInbox implements UpdateInbox {
  private static final WorkClaims CLAIMS =
      new WorkClaims(InboxTable.TABLE, WorkClaims.DUE, ", attempts = attempts + 1");
  private static final ExpiredRows DONE =
      new ExpiredRows(InboxTable.TABLE.name(), "id", "settled_at", InboxEntry.State.DONE);
  private static final ExpiredRows PARKED =
      new ExpiredRows(InboxTable.TABLE.name(), "id", "settled_at", InboxEntry.State.PARKED);
  private static final ExpiredRows SEEN =
      new ExpiredRows("push_update_seen", "subscription_id", "received_at", null);

  private final StoreTransactions transactions;
  private final @Nullable InboxDelivery deliveries;
  private final OrderedClaims orderedClaims = new OrderedClaims();

  /**
   * Makes an inbox.
   *
   * @param boundary where its transactions begin and end
   */
  public JpaUpdateInbox(TransactionBoundary boundary) {
    this(boundary, InstantSource.system());
  }

  JpaUpdateInbox(TransactionBoundary boundary, InstantSource system) {
    this.transactions = new StoreTransactions(boundary, system);
    this.deliveries = new InboxDelivery(boundary, transactions);
  }

  private JpaUpdateInbox(StoreTransactions transactions) {
    this.transactions = transactions;
    this.deliveries = null;
  }

  /**
   * Returns an inbox on the same tables that delivers outside all transactions: what the listener
   * writes is committed when the listener says so, and the completion after it. A crash between the
   * two delivers the update once more.
   */
  public JpaUpdateInbox withoutDeliveryTransaction() {
    return new JpaUpdateInbox(transactions);
  }

  /** Checks at the start that the tables are there: see {@link StoreTransactions#requireTables}. */
  void requireTables() {
    transactions.requireTables("push_update", "push_update_seen");
  }

  @Override
  public UpdateInbox.Receipt add(InboxEntry entry, byte[] content, @Nullable Instant sameSince) {
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
  public List<InboxEntry> claimDue(Instant now, Instant until, int limit, boolean inOrder) {
    Claims.check(now, until, limit, UpdateInbox.Query.MAX_PAGE);
    if (transactions.isClockChanged()) {
      return List.of();
    }
    Database database = transactions.database();
    long from = now.toEpochMilli();
    long to = until.toEpochMilli();
    return transactions.change(
        "claiming updates",
        database == Database.POSTGRESQL && !inOrder,
        statements ->
            (inOrder
                    ? orderedClaims.claim(statements, database, from, to, limit)
                    : CLAIMS.claim(statements, database, from, to, limit))
                .stream().map(InboxTable::entry).toList());
  }

  @Override
  public Optional<InboxEntry> claimNext(SubscriptionId subscription, Instant now, Instant until) {
    Claims.check(now, until, 1, 1);
    if (transactions.isClockChanged()) {
      return Optional.empty();
    }
    Database database = transactions.database();
    return transactions
        .change(
            "claiming the next update of subscription " + subscription,
            database == Database.POSTGRESQL,
            statements ->
                orderedClaims.claimNext(
                    statements,
                    database,
                    subscription.toString(),
                    now.toEpochMilli(),
                    until.toEpochMilli()))
        .map(InboxTable::entry);
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
        ? UpdateInbox.super.deliver(claimed, clock, keep, delivery)
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
    return transactions.changeOne(
        "parking update " + claimed.id(), InboxTable.park(claimed, now, error));
  }

  @Override
  public Optional<InboxEntry> findById(UpdateId id) {
    return transactions.read(
        "reading update " + id,
        statements ->
            statements.list(InboxTable.TABLE.byId(id), InboxTable::entry).stream().findFirst());
  }

  @Override
  public List<InboxEntry> list(UpdateInbox.Query query) {
    return transactions.read(
        "listing updates",
        statements -> statements.list(InboxTable.matching(query), InboxTable::entry));
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
