package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.pushj.jpa.transactions.TransactionBoundary;

/** Transactions of a JTA transaction manager, with a pool that takes part in them. */
final class JtaTransactions implements CallerTransactions {
  private final JtaPool pool;
  private final EntityManagerFactory factory;
  private final TransactionBoundary boundary;

  /**
   * Opens a database.
   *
   * @param boundary makes the boundary out of the factory and the registry
   */
  JtaTransactions(
      TestDatabase database,
      TestProvider provider,
      BiFunction<EntityManagerFactory, TransactionSynchronizationRegistry, TransactionBoundary>
          boundary) {
    pool = JtaPool.open(database);
    Map<String, Object> properties = new HashMap<>();
    properties.putAll(provider.with("jakarta.persistence.jtaDataSource", pool.dataSource()));
    properties.put("hibernate.transaction.jta.platform", "Narayana");
    properties.put("eclipselink.target-server", NarayanaPlatform.class.getName());
    factory = Persistence.createEntityManagerFactory("application-jta", properties);
    this.boundary = boundary.apply(factory, pool.registry());
  }

  @Override
  public TransactionBoundary boundary() {
    return boundary;
  }

  @Override
  public void commit(Runnable work) {
    pool.commit(work);
  }

  @Override
  public void rollBack(Runnable work) {
    pool.rollBack(work);
  }

  @Override
  public void close() {
    factory.close();
    pool.close();
  }
}
