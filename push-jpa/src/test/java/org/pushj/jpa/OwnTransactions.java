package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;

/**
 * Transactions that an application begins on entity managers of its own, and hands over to the
 * boundary.
 */
final class OwnTransactions implements CallerTransactions {
  private final HikariDataSource dataSource;
  private final EntityManagerFactory application;
  private final EntityManagerFactory factory;
  private final TransactionBoundary boundary;

  OwnTransactions(TestDatabase database, TestProvider provider) {
    this(database, provider, "application");
  }

  /**
   * Opens a database.
   *
   * @param unit the persistence unit of the application's own entity managers
   */
  OwnTransactions(TestDatabase database, TestProvider provider, String unit) {
    dataSource = database.open();
    TestDatabase.execute(dataSource, Note.TABLE);
    application = open(provider, unit);
    factory = open(provider, "application");
    boundary = TransactionBoundary.resourceLocal(factory);
  }

  private EntityManagerFactory open(TestProvider provider, String unit) {
    return Persistence.createEntityManagerFactory(
        unit, provider.with("jakarta.persistence.nonJtaDataSource", dataSource));
  }

  @Override
  public TransactionBoundary boundary() {
    return boundary;
  }

  @Override
  public void commit(Runnable work) {
    try (EntityManager entities = application.createEntityManager()) {
      entities.getTransaction().begin();
      Runnable rest = boundary.within(entities, work);
      entities.getTransaction().commit();
      rest.run();
    }
  }

  @Override
  public void rollBack(Runnable work) {
    try (EntityManager entities = application.createEntityManager()) {
      entities.getTransaction().begin();
      boundary.within(entities, work);
      entities.getTransaction().rollback();
    }
  }

  @Override
  public void close() {
    application.close();
    factory.close();
    dataSource.close();
  }
}
