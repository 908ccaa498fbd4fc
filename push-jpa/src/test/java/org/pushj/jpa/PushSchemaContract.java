package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.jpa.inbox.InboxTable;
import org.pushj.jpa.pings.PingTable;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.SchemaLock;
import org.pushj.jpa.sql.Table;
import org.pushj.jpa.subscriptions.SubscriptionTable;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.SubscriptionBuilder;
import org.pushj.text.Attributes;

/** The scripts of one database do what the statements expect. */
abstract class PushSchemaContract {
  private static final int NODES = 4;
  private static final int MAX_URL = 2048;
  private static final int MAX_DATA = 80_000;
  private static final int MAX_ATTRIBUTES = 16_000;
  private static final int MAX_HEADERS = 40_000;

  /** Chinese letters, of three bytes each, begin here. */
  private static final int FIRST_LETTER = 0x4e00;

  private final TestDatabase database;
  private HikariDataSource dataSource;

  PushSchemaContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    dataSource = database.empty();
  }

  @AfterEach
  void close() {
    dataSource.close();
  }

  @Test
  void create_doesNothing_whenAllIsThere() {
    PushSchema.create(dataSource);
    try (EntityManagerFactory factory = TestProvider.ECLIPSELINK.open(dataSource)) {
      new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory))
          .add(SubscriptionBuilder.active().build());
    }

    PushSchema.create(dataSource);

    assertThat(count("push_subscription_key")).isEqualTo(2);
    assertThat(count("push_schema")).isEqualTo(3);
  }

  @Test
  void create_addsTheRest_whereOnlySubscriptionsWere() {
    PushSchema.create(dataSource, 1);
    assertThat(count("push_schema")).isEqualTo(1);
    try (EntityManagerFactory factory = TestProvider.ECLIPSELINK.open(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscription kept = SubscriptionBuilder.active().build();
      JpaSubscriptionStore store = new JpaSubscriptionStore(boundary);
      assertThat(store.add(kept)).isTrue();

      PushSchema.create(dataSource);

      assertThat(count("push_schema")).isEqualTo(3);
      assertThat(store.findById(kept.id())).contains(kept);
      InboxEntryBuilder update = InboxEntryBuilder.received();
      assertThat(new JpaUpdateInbox(boundary).add(update.build(), update.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);
      assertThat(new JpaPingQueue(boundary).countWaiting()).isZero();
    }
  }

  @Test
  void create_canBeCalledBySeveralAtATime() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      CyclicBarrier start = new CyclicBarrier(NODES);
      Callable<Void> node =
          () -> {
            start.await();
            PushSchema.create(dataSource);
            return null;
          };
      for (Future<Void> done : nodes.invokeAll(Collections.nCopies(NODES, node))) {
        done.get();
      }
    } finally {
      nodes.shutdown();
    }

    assertThat(count("push_schema")).isEqualTo(3);
    assertThat(count("push_subscription")).isZero();
  }

  @Test
  void create_leavesTheConnectionAsItWas() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      SchemaLock lock = SchemaLock.of(Database.valueOf(database.name()), connection);
      lock.done();
      lock.close();
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource
  void columns_areThoseOfTheStatements(Table table, Set<String> besides) throws SQLException {
    PushSchema.create(dataSource);
    Set<String> written = new TreeSet<>(besides);
    written.addAll(table.columns());
    written.addAll(table.others());

    assertThat(columns(dataSource, table.name()).keySet()).isEqualTo(written);
  }

  static Stream<Arguments> columns_areThoseOfTheStatements() {
    return Stream.of(
        Arguments.of(SubscriptionTable.TABLE, Set.of()),
        Arguments.of(InboxTable.TABLE, Set.of("claimed_for")),
        Arguments.of(PingTable.TABLE, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "push_subscription",
        "push_subscription_key",
        "push_update",
        "push_update_seen",
        "push_ping"
      })
  void columns_areTheSameOnAllDatabases(String table) throws SQLException {
    PushSchema.create(dataSource);
    try (HikariDataSource h2 = TestDatabase.H2.open()) {
      Map<String, String> expected = columns(h2, table);
      Map<String, String> columns = columns(dataSource, table);
      // Bytes have a type of their own in each.
      expected.remove("content");
      columns.remove("content");
      assertThat(columns).isNotEmpty().isEqualTo(expected);
    }
  }

  @Test
  void columns_takeTheLongestAttributes() {
    PushSchema.create(dataSource);
    try (EntityManagerFactory factory = TestProvider.ECLIPSELINK.open(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Map<String, String> attributes = longestAttributes();
      Subscription subscription = withAttributes(attributes);
      JpaSubscriptionStore store = new JpaSubscriptionStore(boundary);
      assertThat(store.add(subscription)).isTrue();
      InboxEntryBuilder update = InboxEntryBuilder.received().attributes(attributes);
      JpaUpdateInbox inbox = new JpaUpdateInbox(boundary);
      assertThat(inbox.add(update.build(), update.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);

      assertThat(store.findById(subscription.id())).contains(subscription);
      assertThat(inbox.findById(update.build().id()).orElseThrow().origin().attributes())
          .isEqualTo(attributes);
    }
  }

  private static Map<String, String> columns(DataSource dataSource, String table)
      throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    try (Connection connection = dataSource.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      String name = metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
      try (ResultSet rows = metaData.getColumns(connection.getCatalog(), null, name, "%")) {
        while (rows.next()) {
          String type =
              switch (rows.getInt("DATA_TYPE")) {
                case Types.VARCHAR -> "text of " + rows.getInt("COLUMN_SIZE");
                // MariaDB's TEXT, as some columns are there: it takes more than the longest.
                case Types.LONGVARCHAR -> "text of " + maxText(rows.getString("COLUMN_NAME"));
                case Types.INTEGER -> "int";
                case Types.BIGINT -> "long";
                default -> rows.getString("TYPE_NAME");
              };
          boolean nullable = rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable;
          columns.put(
              rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
              type + (nullable ? ", nullable" : ""));
        }
      }
    }
    return columns;
  }

  private static int maxText(String column) {
    return switch (column) {
      case "data" -> MAX_DATA;
      case "attributes" -> MAX_ATTRIBUTES;
      case "headers" -> MAX_HEADERS;
      default -> MAX_URL;
    };
  }

  private static Subscription withAttributes(Map<String, String> attributes) {
    URI resource = URI.create("https://resource.example/");
    return SubscriptionBuilder.active()
        .request(new SubscriptionRequest(resource, null, null, true, attributes))
        .build();
  }

  /** Returns 4,000 attributes of one letter: they make the longest text. */
  private static Map<String, String> longestAttributes() {
    return IntStream.range(0, Attributes.MAX_LENGTH)
        .mapToObj(i -> Character.toString(FIRST_LETTER + i))
        .collect(Collectors.toMap(name -> name, name -> ""));
  }

  private int count(String table) {
    return TestDatabase.number(dataSource, "SELECT COUNT(*) FROM " + table);
  }
}
