package org.pushj.jpa;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/**
 * The statements on {@code push_subscription}, and on {@code push_callback}, whose primary key
 * makes callback tokens unique: a subscription has up to three.
 */
final class SubscriptionTable {
  /** What makes up a subscription, in the order in which {@link SubscriptionMapper} has it. */
  static final Table TABLE =
      Table.of(
          "push_subscription",
          "id data due_at version",
          "unique_key request_key hub_key topic resource callback_base state lease_ends_at "
              + "last_update_at created_at tokens");

  private final SubscriptionMapper mapper;

  SubscriptionTable(SubscriptionMapper mapper) {
    this.mapper = mapper;
  }

  /** Adds a row and its tokens. */
  boolean insert(Statements statements, Subscription subscription) {
    statements.run(TABLE.insert(List.of(mapper.row(subscription))));
    insertTokens(statements, subscription.id(), tokens(subscription));
    return true;
  }

  /** Tells whether the tokens stay, so that {@link #updateIfTokensAre} can do. */
  static boolean tokensStay(Subscription expected, Subscription next) {
    return tokens(expected).equals(tokens(next));
  }

  /**
   * Replaces a row by one statement, if its version is still the expected one and it has the tokens
   * of {@code expected}.
   */
  Sql updateIfTokensAre(Subscription expected, Subscription next) {
    return update(expected, next).with(" AND tokens = ?", SubscriptionMapper.tokens(expected));
  }

  /**
   * Replaces a row, and its tokens whatever they are, if its version is still the expected one.
   *
   * @return false if the row was changed or removed
   */
  boolean replace(Statements statements, Subscription expected, Subscription next) {
    boolean replaced = statements.runOne(update(expected, next));
    if (replaced) {
      replaceTokens(statements, next);
    }
    return replaced;
  }

  /** Removes a row, and its tokens with it, if its version is still the expected one. */
  static Sql delete(Subscription expected) {
    return TABLE.delete(expected.id(), expected.version());
  }

  /** Tells whether a row has the id. */
  static boolean exists(Statements statements, SubscriptionId id) {
    return !statements.rows(byId(id)).isEmpty();
  }

  /** Tells whether another row has the topic and hub, or one of the tokens. */
  static boolean isTakenByAnother(Statements statements, Subscription next) {
    return Stream.of(
            Sql.of(
                "SELECT id FROM push_subscription WHERE unique_key = ?",
                Digests.ofOrNull(next.key())),
            Sql.of("SELECT subscription_id FROM push_callback WHERE token IN ?", tokens(next)))
        .flatMap(sql -> statements.list(sql, Row::text).stream())
        .anyMatch(owner -> !owner.equals(next.id().toString()));
  }

  static Sql byId(SubscriptionId id) {
    return TABLE.select().with(" WHERE w.id = ?", id);
  }

  static Sql byCallback(CallbackToken callback) {
    return TABLE
        .select()
        .with(
            " JOIN push_callback c ON c.subscription_id = w.id WHERE c.token = ?",
            callback.value());
  }

  static Sql byKey(String key) {
    return TABLE.select().with(" WHERE w.unique_key = ?", Digests.of(key));
  }

  static Sql byRequest(String requestKey) {
    return TABLE
        .select()
        .with(" WHERE w.request_key = ? AND w.state <> 'ENDED'", Digests.of(requestKey))
        .with(" ORDER BY w.id LIMIT ?", SubscriptionQuery.MAX_PAGE);
  }

  private Sql update(Subscription expected, Subscription next) {
    return TABLE.update(next.id(), expected.version(), mapper.row(next));
  }

  private static void replaceTokens(Statements statements, Subscription next) {
    Set<String> wanted = tokens(next);
    List<String> stored =
        statements.list(
            Sql.of("SELECT token FROM push_callback WHERE subscription_id = ?", next.id()),
            Row::text);
    List<String> obsolete = stored.stream().filter(token -> !wanted.contains(token)).toList();
    if (!obsolete.isEmpty()) {
      statements.run(Sql.of("DELETE FROM push_callback WHERE token IN ?", obsolete));
    }
    insertTokens(
        statements,
        next.id(),
        wanted.stream().filter(token -> !stored.contains(token)).collect(Collectors.toSet()));
  }

  private static void insertTokens(Statements statements, SubscriptionId id, Set<String> tokens) {
    for (String token : tokens) {
      statements.run(
          Sql.of("INSERT INTO push_callback (token, subscription_id) VALUES (?, ?)", token, id));
    }
  }

  private static Set<String> tokens(Subscription subscription) {
    return SubscriptionStore.tokensOf(subscription).stream()
        .map(CallbackToken::value)
        .collect(Collectors.toSet());
  }
}
