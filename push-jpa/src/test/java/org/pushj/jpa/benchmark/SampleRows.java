package org.pushj.jpa.benchmark;

import java.sql.SQLException;

/** Fills the tables by plain SQL. All subscriptions are due, each at a moment of its own. */
final class SampleRows {
  /** The table, and the name, of tasks that carry nothing. */
  static final String EMPTY_TASKS = "empty_tasks";

  /** The table, and the name, of tasks that carry a {@link RenewalData}. */
  static final String TASKS_WITH_DATA = "tasks_with_data";

  private static final String SUBSCRIPTIONS =
      """
      WITH sample AS (
        SELECT
          '01930000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') AS id,
          'https://blog' || n || '.example.org/feed.xml' AS topic,
          'https://hub' || n %% 500 || '.example.com/' AS hub,
          md5('callback ' || n) AS callback,
          (extract(epoch FROM now()) * 1000)::bigint AS now,
          floor(random() * %1$d)::bigint AS age
        FROM generate_series(1, %1$d) AS n)
      INSERT INTO push_subscription (
        id, resource, requested_lease, is_signed, topic, hub, topic_key, hub_key, callback,
        callback_base, secret, state, lease_starts_at, lease_ends_at, attempts, due_at,
        last_update_at, created_at, version)
      SELECT
        id, topic, 864000, 1, topic, hub,
        rtrim(translate(encode(sha256(convert_to(topic, 'UTF8') || '\\x00' ||
          convert_to(hub, 'UTF8')), 'base64'), '+/', '-_'), '='),
        rtrim(translate(encode(sha256(convert_to(hub, 'UTF8')), 'base64'), '+/', '-_'), '='),
        callback, 'https://reader.example.net/push/', md5('secret ' || id), 'ACTIVE',
        now - 800000000, now + 64000000, 0, now - 1 - age, now - 3600000, now - 800000000, 0
      FROM sample
      """;

  private static final String CALLBACKS =
      """
      INSERT INTO push_callback (token, subscription_id)
      SELECT callback, id FROM push_subscription
      """;

  /** A table of db-scheduler with its indexes, as its documentation gives them for PostgreSQL. */
  private static final String TASKS =
      """
      CREATE TABLE %1$s (
        task_name TEXT NOT NULL,
        task_instance TEXT NOT NULL,
        task_data BYTEA,
        execution_time TIMESTAMP WITH TIME ZONE,
        picked BOOLEAN NOT NULL,
        picked_by TEXT,
        last_success TIMESTAMP WITH TIME ZONE,
        last_failure TIMESTAMP WITH TIME ZONE,
        consecutive_failures INT,
        last_heartbeat TIMESTAMP WITH TIME ZONE,
        version BIGINT NOT NULL,
        priority SMALLINT,
        state TEXT);
      INSERT INTO %1$s (
        task_name, task_instance, task_data, execution_time, picked, version)
      SELECT '%1$s', id, %2$s, to_timestamp(due_at / 1000.0), false, 1 FROM push_subscription;
      ALTER TABLE %1$s ADD PRIMARY KEY (task_name, task_instance);
      CREATE INDEX %1$s_time ON %1$s (execution_time);
      CREATE INDEX %1$s_heartbeat ON %1$s (last_heartbeat);
      CREATE INDEX %1$s_priority ON %1$s (priority DESC, execution_time ASC)
      """;

  private SampleRows() {}

  /** Fills the tables of push, which are there and empty. */
  static void loadSubscriptions(BenchmarkDatabase database, int count) throws SQLException {
    database.execute(SUBSCRIPTIONS.formatted(count));
    database.execute(CALLBACKS);
    database.execute("VACUUM ANALYZE push_subscription, push_callback");
  }

  /** Makes both tables of db-scheduler, each with a task for every subscription. */
  static void loadTasks(BenchmarkDatabase database) throws SQLException {
    database.execute(TASKS.formatted(EMPTY_TASKS, "NULL"));
    database.execute(TASKS.formatted(TASKS_WITH_DATA, RenewalData.SQL));
    database.execute("VACUUM ANALYZE " + EMPTY_TASKS + ", " + TASKS_WITH_DATA);
  }
}
