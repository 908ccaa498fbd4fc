package org.pushj.examples.reader;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * Keeps the updates in a table of a database, which readers may share, through plain JDBC. An
 * update is committed when {@link #add} returns. Contents are read one at a time, and by {@link
 * #content} alone.
 */
final class JdbcUpdates implements Updates {
  private static final String COLUMNS =
      "id, subscription_id, topic, content_type, size_bytes, sha256, received_at";

  private final DataSource dataSource;

  /**
   * Makes a store.
   *
   * @param dataSource its database has the table of {@link UpdateTable}
   */
  JdbcUpdates(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public KeptUpdate add(Update update) {
    return find(update.id()).orElseGet(() -> insert(update));
  }

  @Override
  public List<KeptUpdate> newest(int most) {
    String sql = "SELECT " + COLUMNS + " FROM reader_update ORDER BY arrival DESC LIMIT ?";
    List<KeptUpdate> found =
        read(sql, select -> select.setInt(1, most), JdbcUpdates::keptUpdate, "listing updates");
    Collections.reverse(found);
    return found;
  }

  @Override
  public Optional<KeptUpdate> find(UpdateId id) {
    String sql = "SELECT " + COLUMNS + " FROM reader_update WHERE id = ?";
    return one(sql, id, JdbcUpdates::keptUpdate);
  }

  @Override
  public Optional<byte[]> content(UpdateId id) {
    return one("SELECT content FROM reader_update WHERE id = ?", id, JdbcUpdates::bytes);
  }

  private KeptUpdate insert(Update update) {
    KeptUpdate about = KeptUpdate.of(update);
    String doing = "keeping update " + about.id();
    try (Connection connection = dataSource.getConnection();
        InputStream content = update.open()) {
      connection.setAutoCommit(false);
      long arrival = insert(connection, about, content);
      if (arrival > MOST) {
        removeUpTo(connection, arrival - MOST);
      }
      connection.commit();
      return about;
    } catch (SQLException | IOException e) {
      // The pool rolls back what is not committed.
      throw failed(doing, e);
    }
  }

  private static long insert(Connection connection, KeptUpdate update, InputStream content)
      throws SQLException {
    String sql =
        "INSERT INTO reader_update (" + COLUMNS + ", content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql, new String[] {"arrival"})) {
      insert.setString(1, update.id().toString());
      insert.setString(2, update.subscription().toString());
      insert.setString(3, update.topic().toString());
      insert.setString(4, update.contentType());
      insert.setInt(5, update.size());
      insert.setString(6, update.sha256());
      insert.setLong(7, update.receivedAt().toEpochMilli());
      insert.setBinaryStream(8, content, update.size());
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private static void removeUpTo(Connection connection, long arrival) throws SQLException {
    String sql = "DELETE FROM reader_update WHERE arrival <= ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, arrival);
      delete.executeUpdate();
    }
  }

  private <T> Optional<T> one(String sql, UpdateId id, Row<T> row) {
    return read(sql, select -> select.setString(1, id.toString()), row, "reading update " + id)
        .stream()
        .findFirst();
  }

  private <T> List<T> read(String sql, Arguments arguments, Row<T> row, String doing) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      arguments.set(select);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row.read(rows));
        }
      }
      return found;
    } catch (SQLException | IOException e) {
      throw failed(doing, e);
    }
  }

  private static KeptUpdate keptUpdate(ResultSet row) throws SQLException {
    return new KeptUpdate(
        UpdateId.of(row.getString(1)),
        SubscriptionId.of(row.getString(2)),
        URI.create(row.getString(3)),
        row.getString(4),
        row.getInt(5),
        row.getString(6),
        Instant.ofEpochMilli(row.getLong(7)));
  }

  private static byte[] bytes(ResultSet row) throws SQLException, IOException {
    try (InputStream content = row.getBinaryStream(1)) {
      return content.readAllBytes();
    }
  }

  private static StoreException failed(String doing, Exception cause) {
    return new StoreException(doing + " failed; see the cause", cause);
  }

  private interface Arguments {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException, IOException;
  }
}
