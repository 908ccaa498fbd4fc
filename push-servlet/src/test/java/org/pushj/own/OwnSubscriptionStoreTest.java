package org.pushj.own;

// START SNIPPET: test
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionStoreContract;

/** A store of an application's own, on plain JDBC, keeps the contract. */
class OwnSubscriptionStoreTest implements SubscriptionStoreContract {
  private JdbcConnectionPool database;

  @BeforeEach
  void open() throws SQLException {
    database = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(OwnSubscriptionStore.TABLES);
    }
  }

  @AfterEach
  void close() {
    database.dispose();
  }

  @Override
  public SubscriptionStore store() {
    return new OwnSubscriptionStore(database);
  }
}
// END SNIPPET: test
