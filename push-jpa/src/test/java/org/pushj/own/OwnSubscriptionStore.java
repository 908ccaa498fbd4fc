package org.pushj.own;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.PendingIntent;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/**
 * A store on plain JDBC, as an application may write one: what is unique or searched has a column,
 * and the rest is one text. It filters its lists in memory, which is fit for some thousands.
 */
final class OwnSubscriptionStore implements SubscriptionStore {
  static final String TABLES =
      """
      CREATE TABLE own_subscription (
        id VARCHAR(36) PRIMARY KEY, version BIGINT NOT NULL, topic VARCHAR NOT NULL,
        hub VARCHAR NOT NULL, due_at BIGINT, line VARCHAR NOT NULL, UNIQUE (topic, hub));
      CREATE INDEX own_due ON own_subscription (due_at);
      CREATE TABLE own_token (
        token VARCHAR(128) PRIMARY KEY,
        id VARCHAR(36) NOT NULL REFERENCES own_subscription (id) ON DELETE CASCADE);
      """;

  private final DataSource dataSource;

  OwnSubscriptionStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public boolean add(Subscription subscription) {
    Subscription stored = subscription.withVersion(0);
    return isDone(
        connection -> {
          update(
              connection,
              "INSERT INTO own_subscription (version, topic, hub, due_at, line, id)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              values(stored));
          addTokens(connection, stored);
          return true;
        });
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    if (!expected.id().equals(next.id())) {
      throw new IllegalArgumentException("next: has another id than expected");
    }
    Subscription stored = next.withVersion(expected.version() + 1);
    List<@Nullable Object> values = values(stored);
    values.add(expected.version());
    boolean done =
        isDone(
            connection -> {
              int rows =
                  update(
                      connection,
                      "UPDATE own_subscription SET version = ?, topic = ?, hub = ?, due_at = ?,"
                          + " line = ? WHERE id = ? AND version = ?",
                      values);
              if (rows == 1) {
                update(connection, "DELETE FROM own_token WHERE id = ?", List.of(id(next)));
                addTokens(connection, stored);
              }
              return rows == 1;
            });
    return done ? Optional.of(stored) : Optional.empty();
  }

  @Override
  public boolean remove(Subscription expected) {
    return isDone(
        connection ->
            update(
                    connection,
                    "DELETE FROM own_subscription WHERE id = ? AND version = ?",
                    List.of(id(expected), expected.version()))
                == 1);
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return find("WHERE id = ?", id.toString()).stream().findFirst();
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return find("JOIN own_token USING (id) WHERE token = ?", callback.value()).stream().findFirst();
  }

  @Override
  public Optional<Subscription> findByTopic(URI topic, URI hub) {
    return find("WHERE topic = ? AND hub = ?", topic.toString(), hub.toString()).stream()
        .findFirst();
  }

  @Override
  public List<Subscription> list(SubscriptionQuery query) {
    String after = query.after() == null ? "" : query.after().toString();
    return find("WHERE id > ? ORDER BY id", after).stream()
        .filter(each -> query.state() == null || query.state() == each.state())
        .filter(each -> query.hub() == null || isSame(query.hub(), each.hub()))
        .filter(each -> endsInTime(query, each))
        .filter(each -> isSilent(query.silentSince(), each))
        .filter(each -> isElsewhere(query.notAtCallbackBase(), each))
        .filter(each -> contains(query, each))
        .limit(query.limit())
        .toList();
  }

  @Override
  public List<Subscription> claimDue(Instant now, Instant until, int limit) {
    if (!until.isAfter(now) || limit < 1 || limit > SubscriptionQuery.MAX_PAGE) {
      throw new IllegalArgumentException("until or limit");
    }
    List<Subscription> claimed = new ArrayList<>();
    for (Subscription due : find("WHERE due_at <= ? LIMIT ?", now.toEpochMilli(), limit)) {
      replace(due, due.withDueAt(until)).ifPresent(claimed::add);
    }
    return claimed;
  }

  private static boolean endsInTime(SubscriptionQuery query, Subscription subscription) {
    return query.leaseEndsBefore() == null
        || (subscription.lease() != null
            && subscription.lease().endsAt().isBefore(query.leaseEndsBefore()));
  }

  private static boolean isSilent(@Nullable Instant since, Subscription subscription) {
    Instant last = subscription.lastUpdateAt();
    return since == null
        || (subscription.createdAt().isBefore(since) && (last == null || last.isBefore(since)));
  }

  private static boolean isElsewhere(@Nullable URI base, Subscription subscription) {
    return base == null || !isSame(base, subscription.callbackBase());
  }

  private static boolean contains(SubscriptionQuery query, Subscription subscription) {
    return query.text() == null
        || contains(subscription.topic(), query.text())
        || contains(subscription.request().resource(), query.text());
  }

  private static boolean contains(URI url, String text) {
    String whole = url.toString();
    for (int start = 0; start + text.length() <= whole.length(); start++) {
      if (whole.regionMatches(true, start, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(URI one, URI other) {
    return one.toString().equals(other.toString());
  }

  private static String id(Subscription subscription) {
    return subscription.id().toString();
  }

  private static List<@Nullable Object> values(Subscription subscription) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(subscription.version());
    values.add(subscription.topic().toString());
    values.add(subscription.hub().toString());
    values.add(subscription.dueAt() == null ? null : subscription.dueAt().toEpochMilli());
    values.add(SubscriptionText.write(subscription));
    values.add(id(subscription));
    return values;
  }

  private static void addTokens(Connection connection, Subscription subscription)
      throws SQLException {
    Set<CallbackToken> tokens = new HashSet<>();
    tokens.add(subscription.callback());
    subscription.openRequest().map(PendingIntent::callback).ifPresent(tokens::add);
    Optional.ofNullable(subscription.former()).map(FormerGrant::callback).ifPresent(tokens::add);
    for (CallbackToken token : tokens) {
      update(
          connection,
          "INSERT INTO own_token (token, id) VALUES (?, ?)",
          List.of(token.value(), id(subscription)));
    }
  }

  private static int update(Connection connection, String sql, List<@Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      return statement.executeUpdate();
    }
  }

  private List<Subscription> find(String where, Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT line FROM own_subscription " + where)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<Subscription> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(SubscriptionText.read(rows.getString(1)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new StoreException("the database did not answer", e);
    }
  }

  /** Commits if the change was made; false if it was not, or something unique is taken. */
  private boolean isDone(Change change) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean done = change.make(connection);
        connection.commit();
        return done;
      } catch (SQLIntegrityConstraintViolationException taken) {
        connection.rollback();
        return false;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException("the database did not answer", e);
    }
  }

  private interface Change {
    boolean make(Connection connection) throws SQLException;
  }
}
