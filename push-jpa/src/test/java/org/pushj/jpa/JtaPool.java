package org.pushj.jpa;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;

/** A pool that takes part in the transactions of a JTA transaction manager, Narayana. */
record JtaPool(
    TransactionManager manager,
    TransactionSynchronizationRegistry registry,
    AgroalDataSource dataSource)
    implements AutoCloseable {

  /** Opens a pool to a new database with the tables of push, and that of notes. */
  static JtaPool open(TestDatabase database) {
    configure();
    TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    AgroalDataSource dataSource = open(database.emptyUrl(), manager, registry);
    PushSchema.create(dataSource);
    TestDatabase.execute(dataSource, Note.TABLE);
    return new JtaPool(manager, registry, dataSource);
  }

  private static void configure() {
    try {
      arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier("1");
    } catch (CoreEnvironmentBeanException e) {
      throw new IllegalStateException(e);
    }
    BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class)
        .setObjectStoreType(VolatileStore.class.getName());
  }

  private static AgroalDataSource open(
      String url, TransactionManager manager, TransactionSynchronizationRegistry registry) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(5)
                          .transactionIntegration(
                              new NarayanaTransactionIntegration(manager, registry))
                          .connectionFactoryConfiguration(
                              connections -> connections.jdbcUrl(url))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs some work in a transaction, and commits it. */
  void commit(Runnable work) {
    run(work, TransactionManager::commit);
  }

  /** Runs some work in a transaction, and rolls it back. */
  void rollBack(Runnable work) {
    run(work, TransactionManager::rollback);
  }

  private void run(Runnable work, End end) {
    try {
      manager.begin();
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        manager.rollback();
        throw e;
      }
      end.end(manager);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }

  private interface End {
    void end(TransactionManager manager) throws Exception;
  }
}
