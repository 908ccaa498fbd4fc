package org.pushj.examples.benchmarks.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.SubscriptionText;
import org.pushj.tck.SubscriptionBuilder;

/**
 * Fills the tables by plain JDBC: with copies of a subscription that a store has written, and with
 * a task of db-scheduler for each. All are due, each at a moment of its own.
 */
public final class SampleRows {
  /** The table, and the name, of tasks that carry a {@link RenewalData}. */
  static final String TASKS = "tasks_with_data";

  private static final int BATCH = 1000;

  /** A table of db-scheduler with its indexes, as its documentation gives them. */
  private static final String TASK_TABLE =
      """
      CREATE TABLE %1$s (
        task_name VARCHAR(40) NOT NULL,
        task_instance VARCHAR(40) NOT NULL,
        task_data BYTEA,
        execution_time TIMESTAMP WITH TIME ZONE,
        picked BOOLEAN NOT NULL,
        picked_by VARCHAR(100),
        last_success TIMESTAMP WITH TIME ZONE,
        last_failure TIMESTAMP WITH TIME ZONE,
        consecutive_failures INT,
        last_heartbeat TIMESTAMP WITH TIME ZONE,
        version BIGINT NOT NULL,
        priority SMALLINT,
        state VARCHAR(100),
        PRIMARY KEY (task_name, task_instance));
      CREATE INDEX %1$s_time ON %1$s (execution_time);
      CREATE INDEX %1$s_heartbeat ON %1$s (last_heartbeat);
      CREATE INDEX %1$s_priority ON %1$s (priority DESC, execution_time ASC)
      """;

  private static final String TASK =
      "INSERT INTO %1$s (task_name, task_instance, task_data, execution_time, picked, version)"
          + " VALUES ('%1$s', ?, ?, ?, false, 1)";

  private final Connection connection;
  private final int count;
  private final long now = System.currentTimeMillis();
  private final Random random = new Random(1);

  private SampleRows(Connection connection, int count) {
    this.connection = connection;
    this.count = count;
  }

  /** Returns the callback token of a subscription. */
  static CallbackToken callback(int number) {
    return new CallbackToken(
        UUID.nameUUIDFromBytes(("callback " + number).getBytes(UTF_8)).toString());
  }

  /** Fills the tables of push, which are there and empty, and makes those of db-scheduler. */
  public static void load(String url, int count) throws SQLException {
    try (HikariDataSource database = BenchmarkDatabase.connect(url)) {
      addOne(database);
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        new SampleRows(connection, count).load();
        connection.commit();
        connection.setAutoCommit(true);
        execute(connection, "ANALYZE");
      }
    }
  }

  private static void addOne(DataSource database) {
    try (EntityManagerFactory factory = PushPersistence.from(database)) {
      new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory))
          .add(SubscriptionBuilder.active().build());
    }
  }

  private void load() throws SQLException {
    execute(connection, TASK_TABLE.formatted(TASKS));
    Map<String, @Nullable Object> columns = takeOne();
    String names = String.join(", ", columns.keySet());
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    try (PreparedStatement subscriptions =
            prepare("INSERT INTO push_subscription (" + names + ") VALUES (" + marks + ")");
        PreparedStatement keys =
            prepare(
                "INSERT INTO push_subscription_key"
                    + " (unique_key, subscription_id, topic_key, hub_key) VALUES (?, ?, ?, ?)");
        PreparedStatement tasks = prepare(TASK.formatted(TASKS))) {
      for (int i = 0; i < count; i++) {
        Subscription subscription = subscription(i);
        change(columns, subscription);
        String id = subscription.id().toString();
        Timestamp dueAt = Timestamp.from(subscription.dueAt());
        add(subscriptions, columns.values().toArray());
        add(keys, token(subscription), id, null, null);
        String topic = key(subscription.topic().toString()).substring(0, 22);
        String hub = key(subscription.hub().toString()).substring(0, 22);
        add(keys, "request:" + key(subscription.key()), id, topic, hub);
        add(tasks, id, data(subscription), dueAt);
        if (i % BATCH == BATCH - 1 || i == count - 1) {
          subscriptions.executeBatch();
          keys.executeBatch();
          tasks.executeBatch();
        }
      }
    }
  }

  /** Removes the only row, and returns its columns. */
  private Map<String, @Nullable Object> takeOne() throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM push_subscription")) {
      row.next();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        columns.put(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT), row.getObject(i));
      }
    }
    execute(connection, "DELETE FROM push_subscription");
    return columns;
  }

  private Subscription subscription(int number) {
    String topic = "https://blog" + number + ".example.org/feed.xml";
    return SubscriptionBuilder.active()
        .id(SubscriptionId.of("01930000-0000-7000-8000-%012x".formatted(number)))
        .resource(topic)
        .topic(topic)
        .hub("https://hub" + number % 500 + ".example.com/")
        .callback(callback(number))
        .dueAt(Instant.ofEpochMilli(now - 1 - random.nextInt(count)))
        .build();
  }

  /** Makes the row of another subscription of it. */
  private static void change(Map<String, @Nullable Object> columns, Subscription subscription) {
    columns.put("id", subscription.id().toString());
    columns.put("data", SubscriptionText.plain().write(subscription));
    columns.put("due_at", subscription.dueAt().toEpochMilli());
    columns.put("topic", subscription.topic().toString());
    columns.put("resource", null);
    columns.put("keys_digest", keysDigest(subscription));
  }

  private static String token(Subscription subscription) {
    return subscription.registration().orElseThrow().callback().value();
  }

  private static String keysDigest(Subscription subscription) {
    return key("[%s] %s\n%s"
            .formatted(token(subscription), subscription.key(), subscription.target().key()))
        .substring(0, 22);
  }

  private static byte[] data(Subscription subscription) {
    return String.join(
            "\n",
            subscription.topic().toString(),
            subscription.hub().toString(),
            token(subscription),
            subscription.registration().orElseThrow().secret().value(),
            String.valueOf(subscription.lease().endsAt().toEpochMilli()))
        .getBytes(UTF_8);
  }

  private static String key(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  private static void add(PreparedStatement insert, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
    insert.addBatch();
  }

  /** Executes a statement on the database that is measured. */
  static void execute(String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(System.getProperty(BenchmarkDatabase.URL))) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
