package org.pushj.examples.kafka;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.SubscriptionStore;

/** The database with the subscriptions of all nodes. */
final class SubscriptionDatabase implements AutoCloseable {
  /** Enough to answer hubs while every thread that renews holds one. */
  private static final int MAX_CONNECTIONS = WorkSettings.defaults().threads() + 8;

  /** A request that gets no connection in this time is answered 503, while the hub still waits. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final EntityManagerFactory factory;

  private SubscriptionDatabase(HikariDataSource pool, EntityManagerFactory factory) {
    this.pool = pool;
    this.factory = factory;
  }

  /**
   * Opens a database, and creates missing tables: an example should run without preparation. A real
   * application runs the scripts of push-jpa with its other migrations.
   *
   * @throws IllegalArgumentException if the database cannot be used; the message names the setting
   */
  static SubscriptionDatabase open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT.toMillis());
    config.setExceptionOverride(new ReadOnlySessions());
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(config);
      PushSchema.create(pool);
      return new SubscriptionDatabase(pool, PushPersistence.from(pool));
    } catch (RuntimeException e) {
      if (pool != null) {
        pool.close();
      }
      throw settings.notUsable(e);
    }
  }

  SubscriptionStore store() {
    return new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory));
  }

  @Override
  public void close() {
    factory.close();
    pool.close();
  }
}
