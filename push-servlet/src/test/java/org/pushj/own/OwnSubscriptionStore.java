package org.pushj.own;

// START SNIPPET: store
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.Claim;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.SubscriptionText;

/**
 * A store on plain JDBC, as an application may write one: what is unique or claimed has a column,
 * and the rest is one text. Callback tokens are noted first: they are random, and harmless if
 * nothing is changed then.
 */
public record OwnSubscriptionStore(DataSource dataSource) implements SubscriptionStore {
  public static final String TABLES =
      """
      CREATE TABLE own (version BIGINT, due BIGINT, request VARCHAR UNIQUE, text VARCHAR,
        id VARCHAR(36) PRIMARY KEY);
      CREATE INDEX own_due ON own (due);
      CREATE TABLE own_token (token VARCHAR(128) PRIMARY KEY, id VARCHAR(36));
      """;

  private static final SubscriptionText FORMAT = SubscriptionText.plain();
  private static final String IF_UNCHANGED = " WHERE id = ? AND version = ?";
  private static final Call<Integer> UPDATE = PreparedStatement::executeUpdate;

  @Override
  public boolean add(Subscription subscription) {
    return change("INSERT INTO own VALUES (?, ?, ?, ?, ?)", subscription.withVersion(0));
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    Subscription stored = SubscriptionStore.replacement(expected, next);
    String set = "UPDATE own SET (version, due, request, text, id) = (?, ?, ?, ?, ?)";
    boolean done = change(set + IF_UNCHANGED, stored, stored.id().toString(), expected.version());
    return done ? Optional.of(stored) : Optional.empty();
  }

  @Override
  public boolean remove(Subscription expected) {
    String id = expected.id().toString();
    return call(UPDATE, 0, "DELETE FROM own" + IF_UNCHANGED, id, expected.version()) == 1;
  }

  @Override
  public Optional<Subscription> findById(SubscriptionId id) {
    return find("WHERE id = ?", id.toString()).stream().findFirst();
  }

  @Override
  public Optional<Subscription> findByCallback(CallbackToken callback) {
    return find("JOIN own_token USING (id) WHERE token = ?", callback.value()).stream()
        .filter(found -> SubscriptionStore.tokensOf(found).contains(callback))
        .findFirst();
  }

  @Override
  public Optional<Subscription> findByKey(String key) {
    return find("WHERE request = ?", key).stream().findFirst();
  }

  @Override
  public List<Subscription> claimDue(Claim claim) {
    return find("WHERE due <= ? ORDER BY due", claim.now().toEpochMilli()).stream()
        .sorted(Comparator.comparing(due -> !due.hasLease()))
        .filter(claim::take)
        .flatMap(due -> replace(due, due.withDueAt(claim.until())).stream())
        .toList();
  }

  private boolean change(String sql, Subscription next, Object... more) {
    String id = next.id().toString();
    SubscriptionStore.tokensOf(next)
        .forEach(each -> call(UPDATE, 0, "MERGE INTO own_token VALUES (?, ?)", each.value(), id));
    Long due = next.dueAt() == null ? null : next.dueAt().toEpochMilli();
    Object[] row = {next.version(), due, next.key(), FORMAT.write(next), id};
    return call(UPDATE, 0, sql, Stream.concat(Stream.of(row), Stream.of(more)).toArray()) == 1;
  }

  private List<Subscription> find(String where, Object... values) {
    String sql = "SELECT text, version, due FROM own " + where;
    return call(OwnSubscriptionStore::read, List.of(), sql, values);
  }

  private static List<Subscription> read(PreparedStatement statement) throws SQLException {
    List<Subscription> found = new ArrayList<>();
    for (ResultSet rows = statement.executeQuery(); rows.next(); ) {
      Long due = rows.getObject(3, Long.class);
      Instant dueAt = due == null ? null : Instant.ofEpochMilli(due);
      found.add(FORMAT.read(rows.getString(1), rows.getLong(2), dueAt));
    }
    return found;
  }

  private <T> T call(Call<T> call, T ifTaken, String sql, Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return call.on(statement);
    } catch (SQLIntegrityConstraintViolationException taken) {
      return ifTaken;
    } catch (SQLException e) {
      throw new StoreException("the database did not answer", e);
    }
  }

  private interface Call<T> {
    T on(PreparedStatement statement) throws SQLException;
  }
}
// END SNIPPET: store
