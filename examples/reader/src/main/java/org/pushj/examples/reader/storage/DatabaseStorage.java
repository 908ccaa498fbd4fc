package org.pushj.examples.reader.storage;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.pushj.StoreException;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.JpaUpdateInbox;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.transactions.TransactionBoundary;

/**
 * Opens persistent storage. Only this class and its callees use database classes, so a reader
 * without a database does not load them.
 */
final class DatabaseStorage {
  private DatabaseStorage() {}

  /**
   * Opens storage in a database, and creates missing tables: an example should run without
   * preparation, and has a database of its own. A real application runs the scripts of push-jpa
   * with its other migrations instead, which an administrator reviews and schedules, and connects
   * as a user that cannot change tables.
   *
   * <p>Readers may share a database server: each answers callbacks of all subscriptions and
   * delivers from the shared inbox. A reader's page shows at once the updates that this reader
   * delivered, and the others after a restart.
   *
   * @throws IllegalArgumentException if the database cannot be used; the message names the setting
   */
  static Storage open(DatabaseSettings settings) {
    HikariDataSource pool = DatabasePool.open(settings);
    try {
      PushSchema.create(pool);
      UpdateTable.create(pool);
      EntityManagerFactory factory = PushPersistence.from(pool);
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      return new Storage(
          new JpaSubscriptionStore(boundary),
          new JpaUpdateInbox(boundary),
          new JpaUpdates(boundary),
          () -> {
            factory.close();
            pool.close();
          });
    } catch (StoreException e) {
      pool.close();
      throw settings.notUsable(DatabasePool.reason(e), e);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }
}
