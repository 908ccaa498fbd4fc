package org.pushj.own;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.SubscriptionText;

/**
 * A store on plain JDBC, as an application may write one: what is unique or searched has a column,
 * and the rest is one text. It filters its lists in memory, which is fit for some thousands.
 */
// START SNIPPET: store
final class OwnSubscriptionStore implements SubscriptionStore {
  static final String TABLES =
      """
      CREATE TABLE own_subscription (id VARCHAR(36) PRIMARY KEY, version BIGINT NOT NULL,
        due_at BIGINT, unique_key VARCHAR UNIQUE, request_key VARCHAR NOT NULL, text VARCHAR NOT NULL);
      CREATE INDEX own_due ON own_subscription (due_at);
      CREATE INDEX own_request ON own_subscription (request_key);
      CREATE TABLE own_token (token VARCHAR(128) PRIMARY KEY,
        id VARCHAR(36) NOT NULL REFERENCES own_subscription (id) ON DELETE CASCADE);
      """;

  private final SubscriptionText format = SubscriptionText.plain();
  private final DataSource dataSource;

  OwnSubscriptionStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public boolean add(Subscription subscription) {
    String sql = "INSERT INTO own_subscription VALUES (?, ?, ?, ?, ?, ?)";
    return change(connection -> run(connection, sql, row(subscription, 0)), subscription);
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    if (!expected.id().equals(next.id())) {
      throw new IllegalArgumentException("next must have the id of expected");
    }
    Object id = expected.id().toString();
    long version = expected.version() + 1;
    String sql =
        "UPDATE own_subscription SET (id, version, due_at, unique_key, request_key, text)"
            + " = (?, ?, ?, ?, ?, ?) WHERE id = ? AND version = ?";
    List<@Nullable Object> values = row(next, version);
    values.addAll(List.of(id, expected.version()));
    boolean done =
        change(
            connection -> {
              int rows = run(connection, sql, values);
              run(connection, "DELETE FROM own_token WHERE id = ? AND ? = 1", List.of(id, rows));
              return rows;
            },
            next);
    return done ? Optional.of(next.withVersion(version)) : Optional.empty();
  }

  @Override
  public boolean remove(Subscription expected) {
    String sql = "DELETE FROM own_subscription WHERE id = ? AND version = ?";
    List<Object> values = List.of(expected.id().toString(), expected.version());
    return change(connection -> run(connection, sql, values), null);
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
  public Optional<Subscription> findByKey(String key) {
    return find("WHERE unique_key = ?", key).stream().findFirst();
  }

  @Override
  public List<Subscription> findByRequest(String requestKey) {
    SubscriptionQuery notEnded = SubscriptionQuery.all();
    return find("WHERE request_key = ? ORDER BY id", requestKey).stream()
        .filter(notEnded::matches)
        .toList();
  }

  @Override
  public List<Subscription> list(SubscriptionQuery query) {
    String after = query.after() == null ? "" : query.after().toString();
    return find("WHERE id > ? ORDER BY id", after).stream()
        .filter(query::matches)
        .limit(query.limit())
        .toList();
  }

  @Override
  public List<Subscription> claimDue(Instant now, Instant until, int limit) {
    if (!until.isAfter(now) || limit < 1 || limit > SubscriptionQuery.MAX_PAGE) {
      throw new IllegalArgumentException("until must be after now, and limit between 1 and 1000");
    }
    List<Subscription> claimed = new ArrayList<>();
    for (Subscription due : find("WHERE due_at <= ? LIMIT ?", now.toEpochMilli(), limit)) {
      replace(due, due.withDueAt(until)).ifPresent(claimed::add);
    }
    return claimed;
  }

  private List<@Nullable Object> row(Subscription next, long version) {
    List<@Nullable Object> row = new ArrayList<>(List.of(next.id().toString(), version));
    row.add(next.dueAt() == null ? null : next.dueAt().toEpochMilli());
    row.add(next.key());
    row.addAll(List.of(next.request().key(), format.write(next)));
    return row;
  }

  private static int run(Connection connection, String sql, List<@Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      return statement.executeUpdate();
    }
  }

  private List<Subscription> find(String where, Object... values) {
    String sql = "SELECT text, version, due_at FROM own_subscription " + where;
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<Subscription> found = new ArrayList<>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        Long due = rows.getObject(3, Long.class);
        Instant dueAt = due == null ? null : Instant.ofEpochMilli(due);
        found.add(format.read(rows.getString(1), rows.getLong(2), dueAt));
      }
      return found;
    } catch (SQLException e) {
      throw new StoreException("the database did not answer", e);
    }
  }

  /**
   * Changes one row, and adds the tokens of what it is now; false if it did not, or one is taken.
   */
  private boolean change(Change change, @Nullable Subscription next) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean done = change.make(connection) == 1;
        if (done && next != null) {
          for (CallbackToken token : SubscriptionStore.tokensOf(next)) {
            List<Object> values = List.of(token.value(), next.id().toString());
            run(connection, "INSERT INTO own_token VALUES (?, ?)", values);
          }
        }
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
    int make(Connection connection) throws SQLException;
  }
}
// END SNIPPET: store
