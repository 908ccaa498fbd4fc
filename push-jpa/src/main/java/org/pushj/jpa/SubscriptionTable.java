package org.pushj.jpa;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/**
 * The statements on {@code push_subscription}, and on {@code push_callback}, whose primary key
 * makes callback tokens unique: a subscription has one, and for a while up to two more, that of an
 * open request and that of the former grant.
 */
final class SubscriptionTable {
  /** What makes up a subscription, in the order in which {@link SubscriptionMapper} has it. */
  static final Table TABLE =
      Table.of(
          "push_subscription",
          "id resource requested_hub requested_lease is_signed topic hub callback "
              + "callback_base secret state lease_starts_at lease_ends_at pending_kind "
              + "pending_topic pending_hub pending_callback pending_callback_base "
              + "pending_secret pending_since former_topic former_hub former_callback "
              + "former_callback_base former_secret former_ends_at former_asked_at problem "
              + "attempts due_at last_update_at created_at version",
          "topic_key hub_key");

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
    List<String> stored = tokenColumns(expected);
    return update(expected, next)
        .with(" AND callback = ?", stored.get(0))
        .with(" AND COALESCE(pending_callback, '') = ?", stored.get(1))
        .with(" AND COALESCE(former_callback, '') = ?", stored.get(2));
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
    String key = Digests.of(next.topic(), next.hub());
    return Stream.of(
            Sql.of("SELECT id FROM push_subscription WHERE topic_key = ?", key),
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

  static Sql byTopic(URI topic, URI hub) {
    return TABLE.select().with(" WHERE w.topic_key = ?", Digests.of(topic, hub));
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
    return tokenColumns(subscription).stream()
        .filter(token -> !token.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Returns the tokens: its own, that of the open request, that of the former grant, or "". */
  private static List<String> tokenColumns(Subscription subscription) {
    PendingIntent open = subscription.pending();
    FormerGrant former = subscription.former();
    return List.of(
        subscription.callback().value(),
        open == null ? "" : open.callback().value(),
        former == null ? "" : former.callback().value());
  }
}
