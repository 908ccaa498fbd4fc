package org.pushj.jpa;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/**
 * The statements on {@code push_subscription}, and on {@code push_subscription_key}, which has what
 * a subscription is found by. The keys are apart from the rest since they hardly ever change: a
 * renewal would write an entry into each of their indexes.
 */
final class SubscriptionTable {
  /** What makes up a subscription, in the order in which {@link SubscriptionMapper} has it. */
  static final Table TABLE =
      Table.of(
          "push_subscription",
          "id data due_at claimed_until version",
          "callback_base state lease_ends_at last_update_at created_at topic resource keys_digest");

  private static final Sql JOINED =
      TABLE.select().with(" JOIN push_subscription_key k ON k.subscription_id = w.id");

  /** Always the same object: each delivery runs it, and drivers find what is prepared by it. */
  private static final String BY_UNIQUE_KEY = JOINED.text() + " WHERE k.unique_key = ?";

  private static final String KEY = "key:";
  private static final String REQUEST = "request:";

  private final SubscriptionMapper mapper;

  SubscriptionTable(SubscriptionMapper mapper) {
    this.mapper = mapper;
  }

  /** Adds a row and its keys. */
  boolean insert(Statements statements, Subscription subscription) {
    statements.run(TABLE.insert(List.of(mapper.row(subscription))));
    insertKeys(statements, subscription, keys(subscription));
    return true;
  }

  /** Tells whether the keys stay, so that {@link #updateIfKeysAre} can do. */
  static boolean keysStay(Subscription expected, Subscription next) {
    return SubscriptionStore.tokensOf(expected).equals(SubscriptionStore.tokensOf(next))
        && Objects.equals(expected.key(), next.key())
        && expected.request().key().equals(next.request().key());
  }

  /**
   * Replaces a row by one statement, if its version is still the expected one and it has the keys
   * of {@code next}.
   */
  Sql updateIfKeysAre(Subscription expected, Subscription next) {
    return TABLE
        .update(next.id(), expected.version(), mapper.changing(next))
        .with(" AND keys_digest = ?", SubscriptionMapper.keysDigest(next));
  }

  /**
   * Replaces a row, and its keys whatever they are, if its version is still the expected one.
   *
   * @return false if the row was changed or removed
   */
  boolean replace(Statements statements, Subscription expected, Subscription next) {
    boolean replaced =
        statements.runOne(TABLE.update(next.id(), expected.version(), mapper.row(next)));
    if (replaced) {
      replaceKeys(statements, next);
    }
    return replaced;
  }

  /** Removes a row, and its keys with it, if its version is still the expected one. */
  static Sql delete(Subscription expected) {
    return TABLE.delete(expected.id(), expected.version());
  }

  /** Removes a row, whatever is in it, and its keys with it. */
  static Sql delete(SubscriptionId id) {
    return Sql.of("DELETE FROM push_subscription WHERE id = ?", id);
  }

  /** Moves claimed rows away, so that those after them have their turn. */
  static Sql setAside(List<String> ids, Instant claimedUntil, Instant dueAt) {
    return Sql.of("UPDATE push_subscription SET due_at = ? WHERE id IN ?", dueAt, ids)
        .with(" AND claimed_until = ?", claimedUntil);
  }

  /** Tells whether another row has one of the keys. */
  static boolean isTakenByAnother(Statements statements, Subscription next) {
    Sql owners =
        Sql.of(
            "SELECT subscription_id FROM push_subscription_key WHERE unique_key IN ?", keys(next));
    return statements.list(owners, Row::text).stream()
        .anyMatch(owner -> !owner.equals(next.id().toString()));
  }

  static Sql byCallback(CallbackToken callback) {
    return byUniqueKey(callback.value());
  }

  static Sql byKey(String key) {
    return byUniqueKey(KEY + Digests.of(key));
  }

  /** Goes through the keys that begin with that of the request: a semicolon follows the colon. */
  static Sql byRequest(String requestKey) {
    String key = REQUEST + Digests.of(requestKey);
    return JOINED
        .with(" WHERE k.unique_key > ? AND k.unique_key < ?", key + ":", key + ";")
        .with(" AND w.state <> 'ENDED' ORDER BY k.unique_key LIMIT ?", SubscriptionQuery.MAX_PAGE);
  }

  /** Counts all, and those in each state but the active: PostgreSQL has no index on these. */
  static Sql countByState() {
    return Sql.of(
        "SELECT '', COUNT(*) FROM push_subscription UNION ALL SELECT state, COUNT(*)"
            + " FROM push_subscription WHERE state <> 'ACTIVE' GROUP BY state");
  }

  static Sql nextLeaseEnd() {
    return Sql.of("SELECT MIN(lease_ends_at) FROM push_subscription WHERE state = 'ACTIVE'");
  }

  static Sql nextDue() {
    return Sql.of("SELECT MIN(due_at) FROM push_subscription");
  }

  static Map<SubscriptionState, Long> counts(List<Row> rows) {
    Map<SubscriptionState, Long> counts = new EnumMap<>(SubscriptionState.class);
    for (SubscriptionState state : SubscriptionState.values()) {
      counts.put(state, 0L);
    }
    for (Row row : rows) {
      String state = row.text();
      long count = row.number();
      if (!state.isEmpty()) {
        counts.put(SubscriptionState.valueOf(state), count);
      }
      counts.merge(SubscriptionState.ACTIVE, state.isEmpty() ? count : -count, Long::sum);
    }
    return counts;
  }

  private static Sql byUniqueKey(String key) {
    return new Sql(BY_UNIQUE_KEY, List.of(key));
  }

  private static void replaceKeys(Statements statements, Subscription next) {
    Set<String> wanted = keys(next);
    List<String> stored =
        statements.list(
            Sql.of(
                "SELECT unique_key FROM push_subscription_key WHERE subscription_id = ?",
                next.id()),
            Row::text);
    List<String> obsolete = stored.stream().filter(key -> !wanted.contains(key)).toList();
    if (!obsolete.isEmpty()) {
      statements.run(Sql.of("DELETE FROM push_subscription_key WHERE unique_key IN ?", obsolete));
    }
    stored.forEach(wanted::remove);
    if (!wanted.isEmpty()) {
      insertKeys(statements, next, wanted);
    }
  }

  /** Adds keys; the one of topic and hub tells the hub, by which lists find it. */
  private static void insertKeys(
      Statements statements, Subscription subscription, Set<String> keys) {
    String hub = SubscriptionMapper.hubKey(subscription.hub());
    statements.run(
        Sql.of(
            "INSERT INTO push_subscription_key (unique_key, subscription_id, hub_key) VALUES ?",
            Sql.list(
                keys.stream()
                    .map(
                        key ->
                            Arrays.asList(key, subscription.id(), key.startsWith(KEY) ? hub : null))
                    .toList())));
  }

  /** Returns all keys, in one order for all, so that no two transactions wait for each other. */
  private static Set<String> keys(Subscription subscription) {
    Set<String> keys = new TreeSet<>();
    SubscriptionStore.tokensOf(subscription).forEach(token -> keys.add(token.value()));
    String key = subscription.key();
    if (key != null) {
      keys.add(KEY + Digests.of(key));
    }
    keys.add(REQUEST + Digests.of(subscription.request().key()) + ":" + subscription.id());
    return keys;
  }
}
