package org.pushj.jpa;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.base.Claims;
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
  private final TransactionBoundary boundary;
  private final StoreTransactions units;
  private final SubscriptionMapper mapper;
  private final SubscriptionTable table;
  private final WorkClaims claims;

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
    this(boundary, cipher, null);
  }

  /** Makes a store that takes the database for what it is told; null: it finds out. */
  JpaSubscriptionStore(
      TransactionBoundary boundary, SecretCipher cipher, @Nullable Database database) {
    this.boundary = boundary;
    this.units = new StoreTransactions(boundary, database);
    this.mapper = new SubscriptionMapper(cipher);
    this.table = new SubscriptionTable(mapper);
    this.claims = new WorkClaims(SubscriptionRow.WORK);
  }

  @Override
  public boolean add(Subscription subscription) {
    Subscription kept = SubscriptionMapper.kept(subscription.withVersion(0));
    return units
        .change(
            "adding subscription " + kept.id(),
            entities -> {
              table.insert(entities, kept);
              return Optional.of(kept);
            },
            entities -> table.exists(entities, kept.id()) || table.isTakenByAnother(entities, kept))
        .isPresent();
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    if (!expected.id().equals(next.id())) {
      throw new IllegalArgumentException(
          "next: has the id " + next.id() + ", and expected has another one, " + expected.id());
    }
    Subscription kept = SubscriptionMapper.kept(next.withVersion(expected.version() + 1));
    return units.change(
        "replacing subscription " + kept.id(),
        connection -> table.replaceDirectly(connection, expected, kept),
        kept,
        entities -> table.replace(entities, expected, kept) ? Optional.of(kept) : Optional.empty(),
        entities -> table.isTakenByAnother(entities, kept));
  }

  @Override
  public boolean remove(Subscription expected) {
    return units.change(
        "removing subscription " + expected.id(), entities -> table.remove(entities, expected));
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return units.read("reading subscription " + id, entities -> table.findById(entities, id));
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return units.read(
        "reading the subscription of a callback",
        entities -> table.findByCallback(entities, callback));
  }

  @Override
  public Optional<Subscription> findByTopic(URI topic, URI hub) {
    return units.read(
        "reading the subscription to " + topic,
        entities -> table.findByTopic(entities, topic, hub));
  }

  @Override
  public List<Subscription> list(SubscriptionQuery query) {
    List<Subscription> found = new ArrayList<>();
    SubscriptionQuery page = query;
    while (true) {
      SubscriptionSearch search = new SubscriptionSearch(page);
      List<Subscription> read =
          units.read("listing subscriptions", entities -> table.list(entities, search));
      read.stream().filter(search::matches).limit(query.limit() - found.size()).forEach(found::add);
      if (found.size() == query.limit() || read.size() < query.limit()) {
        return List.copyOf(found);
      }
      page = page.after(read.get(read.size() - 1));
    }
  }

  @Override
  public List<Subscription> claimDue(Instant now, Instant until, int limit) {
    Claims.check(now, until, limit, SubscriptionQuery.MAX_PAGE);
    Database kind = units.database();
    return units.change(
        "claiming subscriptions",
        entities ->
            claims.claim(entities, kind, now.toEpochMilli(), until.toEpochMilli(), limit).stream()
                .map(mapper::subscription)
                .toList());
  }

  @Override
  public void afterCommit(Runnable action) {
    boundary.afterCommit(action);
  }
}
