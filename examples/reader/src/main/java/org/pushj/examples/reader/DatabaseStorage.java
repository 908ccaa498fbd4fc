package org.pushj.examples.reader;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.pushj.StoreException;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.JpaUpdateInbox;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.TransactionBoundary;

/**
 * Opens storage that outlives the process. Only this class and what it calls need a database, so a
 * reader without one loads nothing of it.
 */
final class DatabaseStorage {
  private DatabaseStorage() {}

  /**
   * Opens storage in a database, and creates the tables where there are none: an example should run
   * without preparations, and its database is its own, at a server too. An application runs the
   * scripts of push-jpa with its other migrations instead, as an administrator reads and plans
   * them, and connects with a user that cannot change tables.
   *
   * <p>Readers may share a database at a server: each answers for the subscriptions of all, and
   * works on what waits in the inbox. The page of a reader shows at once what this reader took out
   * of it, and the rest when it starts again.
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
