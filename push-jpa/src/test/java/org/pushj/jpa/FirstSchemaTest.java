package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;

/**
 * A database with the first released schema and some rows is updated, and works. Its scripts are
 * kept in {@code first/}: they stay as they were released, and until then change with those of the
 * jar.
 */
class FirstSchemaTest {
  private static final List<String> SCRIPTS =
      List.of("push-001-subscriptions.sql", "push-002-inbox.sql", "push-003-pings.sql");
  private static final List<String> TABLES =
      List.of(
          "push_schema",
          "push_subscription",
          "push_subscription_key",
          "push_update",
          "push_update_seen",
          "push_ping");
  private static final String CALLBACK = "V1_iBJnBX0KqC3BzarV-w7UtLgEw_Yxq";
  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\n");

  @Nested
  class H2 extends Contract {
    H2() {
      super(TestDatabase.H2);
    }
  }

  @Nested
  class PostgreSql extends Contract {
    PostgreSql() {
      super(TestDatabase.POSTGRESQL);
    }
  }

  @Nested
  @Tag("heavy")
  class MariaDb extends Contract {
    MariaDb() {
      super(TestDatabase.MARIADB);
    }
  }

  /** What holds on one database. */
  abstract static class Contract {
    private final TestDatabase database;
    private HikariDataSource dataSource;
    private EntityManagerFactory factory;
    private TransactionBoundary boundary;

    Contract(TestDatabase database) {
      this.database = database;
    }

    @BeforeEach
    void update() throws IOException {
      dataSource = database.empty();
      for (String script : SCRIPTS) {
        run(database.name().toLowerCase(Locale.ROOT) + "/" + script);
      }
      run("rows.sql");
      PushSchema.create(dataSource);
      factory = TestProvider.HIBERNATE.open(dataSource);
      boundary = TransactionBoundary.resourceLocal(factory);
    }

    @AfterEach
    void close() {
      factory.close();
      dataSource.close();
    }

    @Test
    void schema_isThatOfANewDatabase_afterTheUpdate() throws SQLException {
      try (HikariDataSource fresh = database.open()) {
        assertThat(parts(dataSource)).isEqualTo(parts(fresh));
        String newest = "SELECT MAX(version) FROM push_schema";
        assertThat(TestDatabase.number(dataSource, newest))
            .isEqualTo(TestDatabase.number(fresh, newest));
      }
    }

    @Test
    void subscription_isFound_claimedAndReplaced() {
      SubscriptionStore store = new JpaSubscriptionStore(boundary);
      Subscription found = store.findByCallback(new CallbackToken(CALLBACK)).orElseThrow();
      assertThat(store.findByKey(found.key())).contains(found);
      assertThat(store.findByRequest(found.request().key())).containsExactly(found);

      Subscription claimed = store.claimDue(NOW, UNTIL, 10).get(0);

      assertThat(claimed).isEqualTo(found.withVersion(1).withDueAt(UNTIL));
      assertThat(store.replace(claimed, claimed.withDueAt(NOW))).isPresent();
    }

    @Test
    void update_isDelivered_andItsContentStillADuplicate() {
      UpdateInbox inbox = new JpaUpdateInbox(boundary);
      InboxEntry claimed = inbox.claimDue(NOW, UNTIL, 10, true).get(0);
      assertThat(inbox.content(claimed.id())).contains("content 1".getBytes(UTF_8));
      assertThat(claimed.headers()).hasSize(2);
      assertThat(inbox.complete(claimed, NOW, true)).isTrue();

      InboxEntryBuilder again =
          InboxEntryBuilder.received()
              .topic(claimed.origin().topic().toString())
              .resource(claimed.origin().resource().toString())
              .content("content 1");
      assertThat(inbox.add(again.build(), again.content(), NOW))
          .isEqualTo(UpdateInbox.Receipt.DUPLICATE);
    }

    @Test
    void ping_isClaimed_andCompleted() {
      PingQueue queue = new JpaPingQueue(boundary);
      List<QueuedPing> claimed = queue.claimDue(NOW, UNTIL, 10);
      assertThat(claimed).hasSize(1);
      assertThat(queue.complete(claimed)).isEqualTo(1);
    }

    private void run(String script) throws IOException {
      try (InputStream in = FirstSchemaTest.class.getResourceAsStream("first/" + script)) {
        String all = new String(in.readAllBytes(), UTF_8);
        for (String sql : STATEMENT_END.splitAsStream(all).toList()) {
          TestDatabase.execute(dataSource, sql);
        }
      }
    }
  }

  /** Returns the columns and the indexes of all tables. */
  private static Map<String, Object> parts(DataSource dataSource) throws SQLException {
    Map<String, Object> parts = new TreeMap<>();
    for (String table : TABLES) {
      parts.put(table, PushSchemaContract.columns(dataSource, table));
      parts.put("indexes of " + table, indexes(dataSource, table));
    }
    return parts;
  }

  private static Map<String, String> indexes(DataSource dataSource, String table)
      throws SQLException {
    Map<String, String> indexes = new TreeMap<>();
    try (Connection connection = dataSource.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      String name = metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
      try (ResultSet rows =
          metaData.getIndexInfo(connection.getCatalog(), null, name, false, true)) {
        while (rows.next()) {
          String index = rows.getString("INDEX_NAME");
          // H2 counts the names of primary keys.
          indexes.merge(
              index.replaceAll("_\\d+$", ""),
              rows.getString("COLUMN_NAME") + " " + rows.getString("FILTER_CONDITION"),
              (one, other) -> one + ", " + other);
        }
      }
    }
    assertThat(indexes).isNotEmpty();
    return indexes;
  }
}
