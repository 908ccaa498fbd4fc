package org.pushj.jpa;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.jpa.claims.LaneClaims;
import org.pushj.jpa.claims.UnreadableRows;
import org.pushj.jpa.secrets.SecretCipher;
import org.pushj.jpa.sql.DatabaseClock;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.sql.Steps;
import org.pushj.jpa.store.StoreTransactions;
import org.pushj.jpa.subscriptions.SubscriptionMapper;
import org.pushj.jpa.subscriptions.SubscriptionSearch;
import org.pushj.jpa.subscriptions.SubscriptionTable;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/**
 * Stores subscriptions in a database, shared by any number of nodes. Works with every provider of
 * Jakarta Persistence 3.1 and 3.2; tested with Hibernate ORM and EclipseLink on H2, PostgreSQL and
 * MariaDB. The tables come from {@link PushSchema}, or from the scripts that it runs.
 *
 * <p>A method that is called within a transaction of its {@link TransactionBoundary} joins it, and
 * its changes take effect with the commit. Conflicts with existing subscriptions are then reported
 * as usual; but if another transaction adds the same request or callback token concurrently, the
 * later one fails with a {@link StoreException} and is rolled back. It also fails if its isolation
 * is stricter than read committed and another transaction has changed the same subscription.
 *
 * <p>A provider may log the values of a statement that failed, callback tokens among them. Switch
 * that off: for Hibernate ORM it is the logger {@code org.hibernate.orm.jdbc.error}.
 *
 * <p>Instants are kept to the millisecond. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class JpaSubscriptionStore implements SearchableStore {
  private final TransactionBoundary boundary;
  private final StoreTransactions transactions;
  private final SubscriptionMapper mapper;
  private final LaneClaims claims = SubscriptionTable.claims();
  private final SubscriptionTable table;
  private final UnreadableRows unreadable = new UnreadableRows();

  /**
   * Makes a store with secrets in plain text.
   *
   * @param boundary the boundary of its transactions
   */
  public JpaSubscriptionStore(TransactionBoundary boundary) {
    this(boundary, SecretCipher.none());
  }

  /**
   * Makes a store.
   *
   * @param boundary the boundary of its transactions
   * @param cipher encrypts the secrets, including those of open requests and former grants
   */
  public JpaSubscriptionStore(TransactionBoundary boundary, SecretCipher cipher) {
    this(boundary, cipher, new DatabaseClock());
  }

  JpaSubscriptionStore(TransactionBoundary boundary, SecretCipher cipher, DatabaseClock clock) {
    this.boundary = boundary;
    this.transactions = new StoreTransactions(boundary, clock);
    this.mapper = new SubscriptionMapper(cipher);
    this.table = new SubscriptionTable(mapper);
  }

  /** Checks at the start that the tables are there: see {@link StoreTransactions#requireTables}. */
  void requireTables() {
    transactions.requireTables("push_subscription", "push_subscription_key");
  }

  @Override
  public boolean add(Subscription subscription) {
    Subscription kept = SubscriptionMapper.kept(subscription.withVersion(0));
    return transactions
        .change(
            "adding subscription " + kept.id(),
            false,
            statements -> Optional.of(table.insert(statements, kept)),
            statements ->
                !statements.rows(SubscriptionTable.TABLE.byId(kept.id())).isEmpty()
                    || SubscriptionTable.isTakenByAnother(statements, kept))
        .isPresent();
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    Subscription kept = SubscriptionMapper.kept(SubscriptionStore.replacement(expected, next));
    String what = "replacing subscription " + kept.id();
    if (SubscriptionMapper.isUnreadable(expected)) {
      throw new StoreException(
          what + ": it cannot be read; the log says why. forget() ends it", null);
    }
    Predicate<Statements> isTaken =
        statements -> SubscriptionTable.isTakenByAnother(statements, kept);
    if (SubscriptionTable.keysStay(expected, kept)) {
      Sql update = table.updateIfKeysAre(expected, kept);
      Optional<Subscription> replaced =
          transactions.change(
              what, true, statements -> keptIf(statements.runOne(update), kept), isTaken);
      if (replaced.isPresent()) {
        return replaced;
      }
    }
    return transactions.change(
        what,
        false,
        statements -> keptIf(table.replace(statements, expected, kept), kept),
        isTaken);
  }

  @Override
  public boolean remove(Subscription expected) {
    return transactions.changeOne(
        "removing subscription " + expected.id(),
        SubscriptionMapper.isUnreadable(expected)
            ? SubscriptionTable.delete(expected.id())
            : SubscriptionTable.delete(expected));
  }

  /**
   * Finds a subscription. One that cannot be read is returned as failed and can only be removed, as
   * {@link org.pushj.subscriber.Subscriber#forget} does.
   *
   * @throws StoreException if nothing of it can be read
   */
  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return find("reading subscription " + id, SubscriptionTable.TABLE.byId(id), this::shownOrThrow);
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return find(
        "reading the subscription of a callback",
        SubscriptionTable.byCallback(callback),
        mapper::subscription);
  }

  @Override
  public Optional<Subscription> findByKey(String key) {
    return find(
        "reading the subscription to a request", SubscriptionTable.byKey(key), this::shownOrThrow);
  }

  /**
   * Lists subscriptions. An index finds those of a topic or a hub, and those in a state other than
   * {@link org.pushj.SubscriptionState#ACTIVE}. All other conditions are checked one subscription
   * at a time, in statements that read at most 10,000 rows: if few of a million match, that takes
   * about half a second of the database's CPU time.
   */
  @Override
  public List<Subscription> list(SubscriptionQuery query) {
    return search(query, Long.MAX_VALUE).list();
  }

  /**
   * Lists subscriptions as {@link #list} does, in as many statements as are needed to read the
   * given number of rows.
   */
  @Override
  public SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
    Steps.Found<Subscription> page = search(query, most);
    List<Subscription> found = page.list();
    String next =
        found.size() < query.limit() ? page.next() : found.get(found.size() - 1).id().toString();
    return new SubscriptionQuery.Page(found, next == null ? null : SubscriptionId.of(next));
  }

  private Steps.Found<Subscription> search(SubscriptionQuery query, long most) {
    return new SubscriptionSearch(query, transactions.database())
        .page(
            sql -> rows("listing subscriptions", sql),
            query.after(),
            query.limit(),
            most,
            row -> mapper.shown(row).filter(query::matches));
  }

  /**
   * Counts with one statement on indexes. PostgreSQL also reads the rows that were changed since
   * the last {@code VACUUM}. Use this for operators and monitoring, not for each request.
   */
  @Override
  public Map<SubscriptionState, Long> countByState() {
    return SubscriptionTable.counts(
        rows("counting subscriptions", SubscriptionTable.countByState()));
  }

  /** Finds the earliest end of a lease: one read of an index. */
  @Override
  public Optional<Instant> nextLeaseEnd() {
    return least("looking for the next end of a lease", SubscriptionTable.nextLeaseEnd());
  }

  /** Finds the earliest due time: one read of an index. */
  @Override
  public Optional<Instant> nextDue() {
    return least("looking for the next due time", SubscriptionTable.nextDue());
  }

  private Optional<Instant> least(String what, Sql sql) {
    return Optional.ofNullable(rows(what, sql).get(0).instantOrNull());
  }

  /**
   * Claims due subscriptions. Rows that cannot be read, for example because their key is missing,
   * are logged once, left to other nodes, and passed over for ten minutes. Claims nothing when
   * {@link #clock} has just been corrected, since {@code now} was wrong then.
   */
  @Override
  public List<Subscription> claimDue(Claim claim) {
    if (transactions.isClockChanged()) {
      return List.of();
    }
    return unreadable.claim(
        claim,
        except -> claimRows(claim, except),
        mapper::readable,
        claim::take,
        (ids, dueAt) -> {
          Sql putBack = SubscriptionTable.putBack(ids, claim.until(), dueAt);
          transactions.change("putting subscriptions back", true, each -> each.run(putBack));
        });
  }

  @Override
  public InstantSource clock() {
    return transactions.clock();
  }

  private List<Row> claimRows(Claim claim, Sql except) {
    return transactions.change(
        "claiming subscriptions",
        statements -> claims.claim(statements, transactions.database(), claim, except));
  }

  @Override
  public boolean isInTransaction() {
    return boundary.isActive();
  }

  @Override
  public void afterCommit(Runnable action) {
    boundary.afterCommit(action);
  }

  private Optional<Subscription> find(String what, Sql sql, Function<Row, Subscription> reader) {
    List<Row> rows = rows(what, sql);
    return rows.isEmpty() ? Optional.empty() : Optional.of(reader.apply(rows.get(0)));
  }

  private Subscription shownOrThrow(Row row) {
    return mapper.shown(row).orElseGet(() -> mapper.subscription(row.again()));
  }

  private List<Row> rows(String what, Sql sql) {
    return transactions.read(what, statements -> statements.rows(sql));
  }

  private static Optional<Subscription> keptIf(boolean changed, Subscription kept) {
    return changed ? Optional.of(kept) : Optional.empty();
  }
}
