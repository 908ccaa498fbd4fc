package org.pushj.jpa;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.jpa.pings.PingClaims;
import org.pushj.jpa.pings.PingReader;
import org.pushj.jpa.pings.PingTable;
import org.pushj.jpa.sql.DatabaseClock;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.store.ExpiredRows;
import org.pushj.jpa.store.StoreTransactions;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;

/**
 * Stores pings in a database, shared by any number of nodes, until hubs have accepted them. Works
 * with every provider of Jakarta Persistence 3.1 and 3.2; tested with Hibernate ORM and EclipseLink
 * on H2, PostgreSQL and MariaDB. The tables come from {@link PushSchema}, or from the scripts that
 * it runs.
 *
 * <p><b>With the change, or not at all.</b> A ping that is added within a transaction of the {@link
 * TransactionBoundary} is committed with it: hubs are never notified of a change that is rolled
 * back, and no committed change is lost, even if the process dies.
 *
 * <pre>{@code
 * TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
 * Publisher publisher =
 *     Publisher.builder().queue(new JpaPingQueue(boundary)).hubs(hub).build();
 *
 * boundary.run(entities -> {
 *   entities.persist(new Post(text));
 *   publisher.publishLater(feed);   // the hub is told after the commit
 * });
 * }</pre>
 *
 * <p>For transactions that an application begins on its own entity managers, outside the boundary,
 * see {@link TransactionBoundary#within}.
 *
 * <p>Adding a ping is a single insert without a query, and only the id is unique, so transactions
 * that change the same topic neither wait for each other nor fail. A claim coalesces accumulated
 * pings. The queue is never full.
 *
 * <p>Instants are kept to the millisecond. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class JpaPingQueue implements ManageableQueue {
  private static final int BATCH = 100;
  private static final ExpiredRows PARKED =
      new ExpiredRows(PingTable.TABLE.name(), "id", "parked_at", null);

  private final TransactionBoundary boundary;
  private final StoreTransactions transactions;
  private final PingReader pings = new PingReader();
  private final PingClaims claims;

  /**
   * Makes a queue.
   *
   * @param boundary the boundary of its transactions
   */
  public JpaPingQueue(TransactionBoundary boundary) {
    this(boundary, new DatabaseClock());
  }

  JpaPingQueue(TransactionBoundary boundary, DatabaseClock clock) {
    this.boundary = boundary;
    this.transactions = new StoreTransactions(boundary, clock);
    this.claims = new PingClaims(transactions, pings);
  }

  @Override
  public boolean add(List<QueuedPing> pings) {
    String what = "adding pings";
    if (pings.isEmpty()) {
      return true;
    }
    if (pings.size() <= BATCH) {
      return transactions.change(what, true, statements -> isAdded(statements, pings));
    }
    return transactions.change(
        what,
        statements -> {
          for (int from = 0; from < pings.size(); from += BATCH) {
            int to = Math.min(from + BATCH, pings.size());
            isAdded(statements, pings.subList(from, to));
          }
          return true;
        });
  }

  @Override
  public void afterCommit(Runnable action) {
    boundary.afterCommit(action);
  }

  @Override
  public List<QueuedPing> claimDue(Claim claim) {
    return transactions.isClockChanged() ? List.of() : claims.claim(claim);
  }

  @Override
  public InstantSource clock() {
    return transactions.clock();
  }

  @Override
  public int complete(List<QueuedPing> claimed) {
    List<Sql> changes =
        claimed.stream()
            .sorted(Comparator.comparing(QueuedPing::id))
            .map(PingTable::complete)
            .toList();
    return changes.isEmpty()
        ? 0
        : transactions.change(
            "completing pings", statements -> changes.stream().mapToInt(statements::run).sum());
  }

  @Override
  public boolean putBack(QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error) {
    QueuedPing next = claimed.waiting(dueAt, attempts, error);
    return transactions.changeOne(
        "putting back ping " + claimed.id(), PingTable.endClaim(claimed, next));
  }

  @Override
  public boolean park(QueuedPing claimed, Instant now, String error) {
    QueuedPing next = claimed.parked(now, error);
    return transactions.changeOne(
        "parking ping " + claimed.id(), PingTable.endClaim(claimed, next));
  }

  @Override
  public Optional<QueuedPing> findById(PingId id) {
    return transactions.read(
        "reading ping " + id,
        statements ->
            statements.list(PingTable.TABLE.byId(id), PingTable::ping).stream().findFirst());
  }

  @Override
  public List<QueuedPing> list(ManageableQueue.Query query) {
    return new PingTable.Search(query, transactions.database())
        .page(
            sql -> transactions.read("listing pings", statements -> statements.rows(sql)),
            query.after(),
            query.limit(),
            Long.MAX_VALUE,
            pings::readable)
        .list();
  }

  @Override
  public boolean requeue(PingId id, Instant dueAt) {
    return transactions.changeOne("requeueing ping " + id, PingTable.requeue(id, dueAt));
  }

  @Override
  public boolean discard(PingId id) {
    return transactions.changeOne("discarding ping " + id, PingTable.discard(id));
  }

  @Override
  public long countWaiting() {
    return transactions.read("counting pings", PingTable::countWaiting);
  }

  @Override
  public int purgeParked(Instant before, int limit) {
    return PARKED.remove("removing parked pings", transactions, before, limit);
  }

  private static boolean isAdded(Statements statements, List<QueuedPing> pings) {
    return statements.run(PingTable.insert(pings)) == pings.size();
  }
}
