package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.pushj.jpa.transactions.TransactionBoundary;

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
    dataSource = database.open();
    TestDatabase.execute(dataSource, Note.TABLE);
    application = provider.openApplication(dataSource);
    factory = provider.openApplication(dataSource);
    boundary = TransactionBoundary.resourceLocal(factory);
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
