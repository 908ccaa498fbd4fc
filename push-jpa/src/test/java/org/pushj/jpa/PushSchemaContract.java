package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Column;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Subscription;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxReceipt;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.SubscriptionBuilder;

/** The scripts of one database do what the entities expect. */
abstract class PushSchemaContract {
  private static final int NODES = 4;
  private static final int MAX_URL = 2048;

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

    assertThat(count("push_callback")).isEqualTo(1);
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
          .isEqualTo(InboxReceipt.ADDED);
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
      SchemaLock lock = SchemaLock.of(database.name().toLowerCase(Locale.ROOT), connection);
      lock.done();
      lock.close();
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void hibernate_findsWhatItExpects() {
    PushSchema.create(dataSource);
    PushPersistence.from(
            dataSource, TestProvider.HIBERNATE.with("hibernate.hbm2ddl.auto", "validate"))
        .close();
  }

  @ParameterizedTest
  @ValueSource(classes = {SubscriptionRow.class, CallbackRow.class, InboxRow.class, PingRow.class})
  void columns_areThoseOfTheEntities(Class<?> entity) throws SQLException {
    PushSchema.create(dataSource);
    Map<String, String> expected = new TreeMap<>();
    Arrays.stream(entity.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .forEach(
            field -> expected.put(field.getAnnotation(Column.class).name(), description(field)));

    String table = entity.getAnnotation(Table.class).name();
    Map<String, String> columns = columns(table);
    if (entity == InboxRow.class) {
      assertThat(columns.remove("content")).as("no query on entities reads it").isNotNull();
    }
    assertThat(columns).isEqualTo(expected);
  }

  private static String description(Field field) {
    Column column = field.getAnnotation(Column.class);
    boolean nullable = column.nullable() && !field.isAnnotationPresent(Id.class);
    String type =
        field.getType() == String.class
            ? "text of " + column.length()
            : field.getType() == int.class ? "int" : "long";
    return type + (nullable ? ", nullable" : "");
  }

  private Map<String, String> columns(String table) throws SQLException {
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
    return column.equals("link") ? InboxEntry.MAX_LINK : MAX_URL;
  }

  private int count(String table) {
    return TestDatabase.number(dataSource, "SELECT COUNT(*) FROM " + table);
  }
}
