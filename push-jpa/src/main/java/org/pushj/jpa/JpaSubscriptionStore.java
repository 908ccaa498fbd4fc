package org.pushj.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/**
 * Keeps subscriptions in a database, where any number of nodes share them. Works with every
 * provider of Jakarta Persistence 3.1 and 3.2; tested with Hibernate ORM and EclipseLink on H2,
 * PostgreSQL and MariaDB. The tables come from {@link PushSchema}, or from the scripts that it
 * runs.
 *
 * <p>A method that is called within a transaction of its {@link TransactionBoundary} takes part in
 * it: what it changed counts once that is committed. There, what is taken already is answered as
 * everywhere; but if another transaction takes the same topic or callback token at the same moment,
 * the later one fails with a {@link StoreException} and is rolled back. So it does if its isolation
 * is stricter than read committed, and another has changed the same subscription.
 *
 * <p>A provider may log the values of a statement that failed, callback tokens among them. Switch
 * that off: for Hibernate ORM it is the logger {@code org.hibernate.orm.jdbc.error}.
 *
 * <p>Instants are kept to the millisecond. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class JpaSubscriptionStore implements SubscriptionStore {
  private static final WorkClaims CLAIMS =
      new WorkClaims(SubscriptionTable.TABLE, "claimed_until", "");

  private final TransactionBoundary boundary;
  private final StoreTransactions transactions;
  private final SubscriptionMapper mapper;
  private final SubscriptionTable table;

  /**
   * Makes a store that keeps secrets as they are.
   *
   * @param boundary where its transactions begin and end
   */
  public JpaSubscriptionStore(TransactionBoundary boundary) {
    this(boundary, SecretCipher.none());
  }

  /**
   * Makes a store.
   *
   * @param boundary where its transactions begin and end
   * @param cipher how secrets are kept, those of open requests and of former grants too
   */
  public JpaSubscriptionStore(TransactionBoundary boundary, SecretCipher cipher) {
    this.boundary = boundary;
    this.transactions = new StoreTransactions(boundary);
    this.mapper = new SubscriptionMapper(cipher);
    this.table = new SubscriptionTable(mapper);
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
                SubscriptionTable.exists(statements, kept.id())
                    || SubscriptionTable.isTakenByAnother(statements, kept))
        .isPresent();
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    Subscription kept = SubscriptionMapper.kept(SubscriptionStore.replacement(expected, next));
    String what = "replacing subscription " + kept.id();
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
        "removing subscription " + expected.id(), SubscriptionTable.delete(expected));
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return find("reading subscription " + id, SubscriptionTable.byId(id));
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return find("reading the subscription of a callback", SubscriptionTable.byCallback(callback));
  }

  @Override
  public Optional<Subscription> findByKey(String key) {
    return find("reading the subscription of a key", SubscriptionTable.byKey(key));
  }

  @Override
  public List<Subscription> findByRequest(String requestKey) {
    return read("reading the subscriptions of a request", SubscriptionTable.byRequest(requestKey));
  }

  @Override
  public List<Subscription> list(SubscriptionQuery query) {
    List<Subscription> found = new ArrayList<>();
    SubscriptionQuery page = query;
    while (true) {
      SubscriptionSearch search = new SubscriptionSearch(page);
      List<Subscription> read = read("listing subscriptions", search.sql());
      read.stream().filter(query::matches).limit(query.limit() - found.size()).forEach(found::add);
      if (found.size() == query.limit() || read.size() < query.limit()) {
        return List.copyOf(found);
      }
      page = page.after(read.get(read.size() - 1));
    }
  }

  /**
   * Claims what is due. A row that cannot be read, as its key is missing, is logged and left out:
   * it waits for the end of the claim, and the others do not wait with it.
   */
  @Override
  public List<Subscription> claimDue(Instant now, Instant until, int limit) {
    SubscriptionStore.checkClaim(now, until, limit);
    Database database = transactions.database();
    return transactions.change(
        "claiming subscriptions",
        database == Database.POSTGRESQL,
        statements ->
            CLAIMS
                .claim(statements, database, now.toEpochMilli(), until.toEpochMilli(), limit)
                .stream()
                .flatMap(row -> mapper.readable(row).stream())
                .toList());
  }

  @Override
  public boolean isInTransaction() {
    return boundary.isActive();
  }

  @Override
  public void afterCommit(Runnable action) {
    boundary.afterCommit(action);
  }

  private Optional<Subscription> find(String what, Sql sql) {
    return read(what, sql).stream().findFirst();
  }

  private List<Subscription> read(String what, Sql sql) {
    return transactions.read(what, statements -> statements.list(sql, mapper::subscription));
  }

  private static Optional<Subscription> keptIf(boolean changed, Subscription kept) {
    return changed ? Optional.of(kept) : Optional.empty();
  }
}
