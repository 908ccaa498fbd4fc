package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import org.pushj.jpa.transactions.TransactionBoundary;

/** Transactions that an application begins through the boundary. */
final class LocalTransactions implements CallerTransactions {
  private final HikariDataSource dataSource;
  private final EntityManagerFactory factory;
  private final TransactionBoundary boundary;

  LocalTransactions(TestDatabase database, TestProvider provider) {
    dataSource = database.open();
    TestDatabase.execute(dataSource, Note.TABLE);
    factory =
        Persistence.createEntityManagerFactory(
            "application", provider.with("jakarta.persistence.nonJtaDataSource", dataSource));
    boundary = TransactionBoundary.resourceLocal(factory);
  }

  @Override
  public TransactionBoundary boundary() {
    return boundary;
  }

  @Override
  public void commit(Runnable work) {
    boundary.run(entities -> work.run());
  }

  @Override
  public void rollBack(Runnable work) {
    try {
      boundary.run(
          entities -> {
            work.run();
            throw new RolledBack();
          });
    } catch (RolledBack expected) {
      return;
    }
    throw new AssertionError("the exception of the unit of work was not thrown on");
  }

  @Override
  public void close() {
    factory.close();
    dataSource.close();
  }

  private static final class RolledBack extends RuntimeException {}
}
