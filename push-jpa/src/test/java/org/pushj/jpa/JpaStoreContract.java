package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionStoreContract;

/** The contract on one database with one provider: two factories stand for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaStoreContract extends SubscriptionStoreContract {
  private final TestDatabase database;
  private final TestProvider provider;
  private HikariDataSource dataSource;
  private EntityManagerFactory factory;
  private EntityManagerFactory peerFactory;

  JpaStoreContract(TestDatabase database, TestProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeAll
  void open() {
    dataSource = database.open();
    factory = provider.open(dataSource);
    peerFactory = provider.open(dataSource);
  }

  @AfterAll
  void close() {
    factory.close();
    peerFactory.close();
    dataSource.close();
  }

  @Override
  protected SubscriptionStore store() {
    TestDatabase.execute(dataSource, "DELETE FROM push_subscription");
    return new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory));
  }

  @Override
  protected SubscriptionStore peer(SubscriptionStore store) {
    return new JpaSubscriptionStore(TransactionBoundary.resourceLocal(peerFactory));
  }
}
