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
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.pushj.jpa.transactions.TransactionBoundary;

/** Transactions of a JTA transaction manager, Narayana, with a pool that takes part in them. */
final class JtaTransactions implements CallerTransactions {
  private final TransactionManager manager;
  private final AgroalDataSource dataSource;
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
    configure();
    manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    dataSource = pool(database, registry);
    PushSchema.create(dataSource);
    TestDatabase.execute(dataSource, Note.TABLE);
    Map<String, Object> properties = new HashMap<>();
    properties.putAll(provider.with("jakarta.persistence.jtaDataSource", dataSource));
    properties.put("hibernate.transaction.jta.platform", "Narayana");
    properties.put("eclipselink.target-server", NarayanaPlatform.class.getName());
    factory = Persistence.createEntityManagerFactory("application-jta", properties);
    this.boundary = boundary.apply(factory, registry);
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

  private AgroalDataSource pool(
      TestDatabase database, TransactionSynchronizationRegistry registry) {
    String url = database.emptyUrl();
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

  @Override
  public TransactionBoundary boundary() {
    return boundary;
  }

  @Override
  public void commit(Runnable work) {
    run(work, TransactionManager::commit);
  }

  @Override
  public void rollBack(Runnable work) {
    run(work, TransactionManager::rollback);
  }

  private void run(Runnable work, End end) {
    try {
      manager.begin();
      work.run();
      end.end(manager);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    factory.close();
    dataSource.close();
  }

  private interface End {
    void end(TransactionManager manager) throws Exception;
  }
}
