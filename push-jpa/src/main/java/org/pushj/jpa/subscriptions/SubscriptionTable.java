package org.pushj.jpa.subscriptions;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.Target;
import org.pushj.jpa.claims.LaneClaims;
import org.pushj.jpa.claims.LaneWalk;
import org.pushj.jpa.claims.WorkClaims;
import org.pushj.jpa.sql.Digests;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.sql.Table;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionStore;

/**
 * The statements on {@code push_subscription}, and on {@code push_subscription_key}, which has what
 * a subscription is found by. The keys are apart from the rest since they hardly ever change: a
 * renewal would write an entry into each of their indexes.
 */
public final class SubscriptionTable {
  /** What makes up a subscription, in the order in which {@link SubscriptionMapper} has it. */
  public static final Table TABLE =
      Table.of(
          "push_subscription",
          "id data due_at claimed_until version",
          "has_lease lane callback_base state failing lease_ends_at last_update_at created_at topic"
              + " resource keys_digest");

  private static final Sql JOINED =
      TABLE.select().with(" JOIN push_subscription_key k ON k.subscription_id = w.id");

  /** Always the same object: each delivery runs it, and drivers find what is prepared by it. */
  private static final String BY_UNIQUE_KEY = JOINED.text() + " WHERE k.unique_key = ?";

  private static final String REQUEST = "request:";

  private final SubscriptionMapper mapper;

  /** Returns claims of what is due: first where a lease is to be kept, or its end to be noticed. */
  public static LaneClaims claims() {
    return new LaneClaims(
        new WorkClaims(TABLE, "claimed_until", ""),
        new LaneWalk(
            TABLE.name(),
            "lane",
            WorkClaims.DUE,
            List.of(" AND has_lease = 1", " AND has_lease = 0")),
        "CASE WHEN state = 'ENDED' THEN 0 WHEN has_lease = 1 THEN lease_ends_at END",
        "state = 'ACTIVE' AND has_lease = 1 AND lease_ends_at BETWEEN 0 AND ?");
  }

  public SubscriptionTable(SubscriptionMapper mapper) {
    this.mapper = mapper;
  }

  /** Adds a row and its keys. */
  public boolean insert(Statements statements, Subscription subscription) {
    statements.run(TABLE.insert(List.of(mapper.row(subscription))));
    insertKeys(statements, subscription.id(), keys(subscription).values());
    return true;
  }

  /** Tells whether the keys stay, so that {@link #updateIfKeysAre} can do. */
  public static boolean keysStay(Subscription expected, Subscription next) {
    return SubscriptionStore.tokensOf(expected).equals(SubscriptionStore.tokensOf(next))
        && Objects.equals(expected.key(), next.key())
        && Objects.equals(expected.target(), next.target());
  }

  /**
   * Replaces a row by one statement, if its version is still the expected one and it has the keys
   * of {@code next}.
   */
  public Sql updateIfKeysAre(Subscription expected, Subscription next) {
    return TABLE
        .update(next.id(), expected.version(), mapper.changing(next))
        .with(" AND keys_digest = ?", SubscriptionMapper.keysDigest(next));
  }

  /**
   * Replaces a row, and its keys whatever they are, if its version is still the expected one.
   *
   * @return false if the row was changed or removed
   */
  public boolean replace(Statements statements, Subscription expected, Subscription next) {
    boolean replaced =
        statements.runOne(TABLE.update(next.id(), expected.version(), mapper.row(next)));
    if (replaced) {
      replaceKeys(statements, next);
    }
    return replaced;
  }

  /** Removes a row, and its keys with it, if its version is still the expected one. */
  public static Sql delete(Subscription expected) {
    return TABLE.delete(expected.id(), expected.version());
  }

  /** Removes a row, whatever is in it, and its keys with it. */
  public static Sql delete(SubscriptionId id) {
    return Sql.of("DELETE FROM push_subscription WHERE id = ?", id);
  }

  /** Ends the claims of rows as they are, and makes them due at a time. */
  public static Sql putBack(List<String> ids, Instant claimedUntil, Instant dueAt) {
    return Sql.of(
        "UPDATE push_subscription SET due_at = ?, claimed_until = 0 WHERE id IN ?"
            + " AND claimed_until = ?",
        dueAt,
        ids,
        claimedUntil);
  }

  /** Tells whether another row has one of the keys. */
  public static boolean isTakenByAnother(Statements statements, Subscription next) {
    Set<String> keys = keys(next).keySet();
    Sql owners =
        Sql.of("SELECT subscription_id FROM push_subscription_key WHERE unique_key IN ?", keys);
    return !keys.isEmpty()
        && statements.list(owners, Row::text).stream()
            .anyMatch(owner -> !owner.equals(next.id().toString()));
  }

  public static Sql byCallback(CallbackToken callback) {
    return byUniqueKey(callback.value());
  }

  public static Sql byKey(String key) {
    return byUniqueKey(requestKey(key));
  }

  /** Counts those in each state, but not beyond {@link SearchableStore#MAX_COUNTED}. */
  public static Sql countByState() {
    return Sql.of(
        Arrays.stream(SubscriptionState.values())
            .map(
                state ->
                    "SELECT '%s', COUNT(*) FROM (SELECT 1 FROM push_subscription WHERE state = '%s' LIMIT %d) s"
                        .formatted(state, state, SearchableStore.MAX_COUNTED))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  /** H2 would look at all rows for a MIN of a part of its index. */
  public static Sql nextLeaseEnd() {
    return Sql.of(
        "SELECT MIN(e.lease_ends_at) FROM (SELECT lease_ends_at FROM push_subscription WHERE"
            + " state = 'ACTIVE' AND lease_ends_at >= 0 ORDER BY state, lease_ends_at LIMIT 1) e");
  }

  /** See {@link #nextLeaseEnd}. */
  public static Sql nextDue() {
    String earliest =
        "(SELECT due_at FROM push_subscription WHERE has_lease = %d AND due_at >= 0"
            + " ORDER BY has_lease, due_at LIMIT 1)";
    return Sql.of(
        "SELECT MIN(d.due_at) FROM (%s UNION ALL %s) d"
            .formatted(earliest.formatted(1), earliest.formatted(0)));
  }

  public static Map<SubscriptionState, Long> counts(List<Row> rows) {
    Map<SubscriptionState, Long> counts = new EnumMap<>(SubscriptionState.class);
    rows.forEach(row -> counts.put(SubscriptionState.valueOf(row.text()), row.number()));
    return counts;
  }

  private static Sql byUniqueKey(String key) {
    return new Sql(BY_UNIQUE_KEY, List.of(key));
  }

  private static void replaceKeys(Statements statements, Subscription next) {
    Map<String, Key> wanted = keys(next);
    Map<String, Key> stored = new HashMap<>();
    Sql select =
        Sql.of(
            "SELECT unique_key, topic_key, hub_key FROM push_subscription_key"
                + " WHERE subscription_id = ?",
            next.id());
    statements.list(select, Key::of).forEach(key -> stored.put(key.unique, key));
    List<String> obsolete =
        stored.keySet().stream().filter(key -> !wanted.containsKey(key)).toList();
    if (!obsolete.isEmpty()) {
      statements.run(Sql.of("DELETE FROM push_subscription_key WHERE unique_key IN ?", obsolete));
    }
    wanted.values().stream()
        .filter(key -> stored.containsKey(key.unique) && !key.equals(stored.get(key.unique)))
        .forEach(key -> statements.run(key.update()));
    wanted.keySet().removeAll(stored.keySet());
    insertKeys(statements, next.id(), wanted.values());
  }

  private static String requestKey(String key) {
    return REQUEST + Digests.of(key);
  }

  /** Adds keys, if there are any: one that has ended may have none. */
  private static void insertKeys(Statements statements, SubscriptionId id, Collection<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    statements.run(
        Sql.of(
            "INSERT INTO push_subscription_key (unique_key, subscription_id, topic_key, hub_key)"
                + " VALUES ?",
            Sql.list(
                keys.stream()
                    .map(key -> Arrays.asList(key.unique, id, key.topic, key.hub))
                    .toList())));
  }

  /** Returns all keys, in one order for all, so that no two transactions wait for each other. */
  private static SortedMap<String, Key> keys(Subscription subscription) {
    SortedMap<String, Key> keys = new TreeMap<>();
    SubscriptionStore.tokensOf(subscription)
        .forEach(token -> keys.put(token.value(), new Key(token.value(), null, null)));
    String key = subscription.key();
    if (key != null) {
      Target target = subscription.target();
      String topic = target == null ? null : SubscriptionMapper.searchKey(target.topic());
      String hub = target == null ? null : SubscriptionMapper.searchKey(target.hub());
      keys.put(requestKey(key), new Key(requestKey(key), topic, hub));
    }
    return keys;
  }

  /**
   * A row of {@code push_subscription_key}. That of the request stays when the subscription moves,
   * and has the topic and the hub by which lists find it; other keys have neither.
   */
  private record Key(String unique, @Nullable String topic, @Nullable String hub) {
    static Key of(Row row) {
      return new Key(row.text(), row.textOrNull(), row.textOrNull());
    }

    Sql update() {
      return Sql.of(
          "UPDATE push_subscription_key SET topic_key = ?, hub_key = ? WHERE unique_key = ?",
          topic,
          hub,
          unique);
    }
  }
}
