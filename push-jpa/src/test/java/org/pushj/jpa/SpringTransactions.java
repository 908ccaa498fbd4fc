package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.Executor;
import org.pushj.jpa.transactions.SpringTransactionBoundary;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.springframework.orm.jpa.JpaDialect;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.EclipseLinkJpaDialect;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that an application begins by Spring, as a {@code @Transactional} method does. */
final class SpringTransactions implements CallerTransactions {
  private final HikariDataSource dataSource;
  private final EntityManagerFactory factory;
  private final JpaTransactionManager manager;
  private final TransactionBoundary boundary;

  SpringTransactions(TestDatabase database, TestProvider provider, Executor executor) {
    dataSource = database.open();
    TestDatabase.execute(dataSource, Note.TABLE);
    factory = provider.openApplication(dataSource);
    manager = new JpaTransactionManager(factory);
    manager.setDataSource(dataSource);
    manager.setJpaDialect(dialect(provider));
    boundary = new SpringTransactionBoundary(manager, executor);
  }

  private static JpaDialect dialect(TestProvider provider) {
    return switch (provider) {
      case HIBERNATE -> new HibernateJpaDialect();
      case ECLIPSELINK -> new EclipseLinkJpaDialect();
    };
  }

  @Override
  public TransactionBoundary boundary() {
    return boundary;
  }

  JpaTransactionManager manager() {
    return manager;
  }

  @Override
  public void commit(Runnable work) {
    new TransactionTemplate(manager).executeWithoutResult(status -> work.run());
  }

  @Override
  public void rollBack(Runnable work) {
    new TransactionTemplate(manager)
        .executeWithoutResult(
            status -> {
              work.run();
              status.setRollbackOnly();
            });
  }

  @Override
  public void close() {
    factory.close();
    dataSource.close();
  }
}
