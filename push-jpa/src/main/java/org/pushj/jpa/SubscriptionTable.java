package org.pushj.jpa;

import static org.pushj.jpa.SubscriptionRow.ATTRIBUTES;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/**
 * The statements on subscriptions and their callback tokens. Each runs in what its entity manager
 * is in, and reads and writes columns: an entity in a persistence context would not see the
 * changes.
 */
final class SubscriptionTable {
  private static final String SELECT = SubscriptionRow.WORK.select();

  private static final String BY_ID = SELECT + " where w.id = :id";
  private static final String BY_TOPIC = SELECT + " where w.topicKey = :key";
  private static final String BY_CALLBACK =
      SELECT + ", PushCallback c where c.token = :token and w.id = c.subscriptionId";

  private static final String UPDATE =
      "update PushSubscription w set "
          + Stream.concat(ATTRIBUTES.stream().skip(1), SubscriptionRow.KEYS.stream())
              .map(attribute -> "w." + attribute + " = :" + attribute)
              .collect(Collectors.joining(", "))
          + " where w.id = :id and w.version = :expected";

  private static final String UPDATE_IF_TOKENS_ARE =
      UPDATE
          + " and w.callback = :oldCallback and coalesce(w.pendingCallback, '') = :oldPending"
          + " and coalesce(w.formerCallback, '') = :oldFormer";

  private final SubscriptionMapper mapper;
  private final DirectUpdate direct;

  SubscriptionTable(SubscriptionMapper mapper) {
    this.mapper = mapper;
    this.direct = new DirectUpdate(mapper);
  }

  void insert(EntityManager entities, Subscription subscription) {
    insert(entities, mapper.row(subscription));
    for (String token : tokens(subscription)) {
      insert(entities, new CallbackRow(token, subscription.id().toString()));
    }
  }

  /**
   * Replaces a row if its version is still the expected one. Usually the tokens stay, and that is
   * one statement.
   *
   * @return false if the row was changed or removed
   */
  boolean replace(EntityManager entities, Subscription expected, Subscription next) {
    boolean tokensStay = tokens(expected).equals(tokens(next));
    if (tokensStay && isOne(updateIfTokensAre(entities, expected, next))) {
      return true;
    }
    boolean replaced = isOne(update(entities, UPDATE, expected, next).executeUpdate());
    if (replaced) {
      replaceTokens(entities, next);
    }
    return replaced;
  }

  /**
   * Does the same by one statement that is a transaction of its own, if the tokens stay.
   *
   * @return false if that did not replace the row
   */
  boolean replaceDirectly(Connection connection, Subscription expected, Subscription next)
      throws SQLException {
    return tokens(expected).equals(tokens(next)) && direct.replace(connection, expected, next);
  }

  /** Removes a row, and its tokens with it, if its version is still the expected one. */
  boolean remove(EntityManager entities, Subscription expected) {
    return isOne(
        entities
            .createQuery(
                "delete from PushSubscription w where w.id = :id and w.version = :expected")
            .setParameter("id", expected.id().toString())
            .setParameter("expected", expected.version())
            .executeUpdate());
  }

  /** Tells whether a row has the id. */
  boolean exists(EntityManager entities, SubscriptionId id) {
    return findById(entities, id).isPresent();
  }

  /** Tells whether another row has the topic and hub, or one of the tokens. */
  boolean isTakenByAnother(EntityManager entities, Subscription next) {
    String id = next.id().toString();
    TypedQuery<String> topics =
        entities
            .createQuery(
                "select w.id from PushSubscription w where w.topicKey = :key", String.class)
            .setParameter("key", Digests.of(next.topic(), next.hub()));
    TypedQuery<String> tokens =
        entities
            .createQuery(
                "select c.subscriptionId from PushCallback c where c.token in :tokens",
                String.class)
            .setParameter("tokens", tokens(next));
    return Stream.of(topics, tokens)
        .flatMap(query -> query.getResultList().stream())
        .anyMatch(owner -> !owner.equals(id));
  }

  Optional<Subscription> findById(EntityManager entities, SubscriptionId id) {
    return first(entities.createQuery(BY_ID, Object[].class).setParameter("id", id.toString()));
  }

  Optional<Subscription> findByCallback(EntityManager entities, CallbackToken callback) {
    return first(
        entities.createQuery(BY_CALLBACK, Object[].class).setParameter("token", callback.value()));
  }

  Optional<Subscription> findByTopic(EntityManager entities, URI topic, URI hub) {
    return first(
        entities.createQuery(BY_TOPIC, Object[].class).setParameter("key", Digests.of(topic, hub)));
  }

  /** Lists what matches, in the order of the ids. */
  List<Subscription> list(EntityManager entities, SubscriptionSearch search) {
    return search.in(entities).stream().map(mapper::subscription).toList();
  }

  private int updateIfTokensAre(EntityManager entities, Subscription expected, Subscription next) {
    List<String> old = tokenColumns(expected);
    return update(entities, UPDATE_IF_TOKENS_ARE, expected, next)
        .setParameter("oldCallback", old.get(0))
        .setParameter("oldPending", old.get(1))
        .setParameter("oldFormer", old.get(2))
        .executeUpdate();
  }

  private Query update(
      EntityManager entities, String jpql, Subscription expected, Subscription next) {
    SubscriptionRow row = mapper.row(next);
    Query query =
        entities
            .createQuery(jpql)
            .setParameter("topicKey", row.topicKey)
            .setParameter("hubKey", row.hubKey)
            .setParameter("expected", expected.version());
    @Nullable Object[] values = row.values();
    for (int i = 0; i < values.length; i++) {
      query.setParameter(ATTRIBUTES.get(i), values[i]);
    }
    return query;
  }

  private static void replaceTokens(EntityManager entities, Subscription next) {
    String id = next.id().toString();
    Set<String> wanted = tokens(next);
    List<String> stored =
        entities
            .createQuery(
                "select c.token from PushCallback c where c.subscriptionId = :id", String.class)
            .setParameter("id", id)
            .getResultList();
    List<String> obsolete = stored.stream().filter(token -> !wanted.contains(token)).toList();
    if (!obsolete.isEmpty()) {
      entities
          .createQuery("delete from PushCallback c where c.token in :tokens")
          .setParameter("tokens", obsolete)
          .executeUpdate();
    }
    wanted.stream()
        .filter(token -> !stored.contains(token))
        .forEach(token -> insert(entities, new CallbackRow(token, id)));
  }

  private Optional<Subscription> first(TypedQuery<Object[]> query) {
    return query.getResultList().stream().findFirst().map(mapper::subscription);
  }

  private static void insert(EntityManager entities, Object row) {
    entities.persist(row);
    entities.flush();
    entities.detach(row);
  }

  private static Set<String> tokens(Subscription subscription) {
    return tokenColumns(subscription).stream()
        .filter(token -> !token.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Returns the tokens: its own, that of the open request, that of the former grant, or "". */
  static List<String> tokenColumns(Subscription subscription) {
    PendingIntent open = subscription.pending();
    FormerGrant former = subscription.former();
    return List.of(
        subscription.callback().value(),
        open == null ? "" : open.callback().value(),
        former == null ? "" : former.callback().value());
  }

  private static boolean isOne(int rows) {
    if (rows > 1) {
      throw new IllegalStateException("one id was found in " + rows + " rows");
    }
    return rows == 1;
  }
}
