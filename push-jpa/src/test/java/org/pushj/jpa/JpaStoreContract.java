package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
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
  private final @Nullable Database kind;
  private HikariDataSource dataSource;
  private EntityManagerFactory factory;
  private EntityManagerFactory peerFactory;

  JpaStoreContract(TestDatabase database, TestProvider provider) {
    this(database, provider, null);
  }

  /**
   * Makes the suite.
   *
   * @param kind what the store shall take the database for; null to let it find out
   */
  JpaStoreContract(TestDatabase database, TestProvider provider, @Nullable Database kind) {
    this.database = database;
    this.provider = provider;
    this.kind = kind;
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
    return store(factory);
  }

  @Override
  protected SubscriptionStore peer(SubscriptionStore store) {
    return store(peerFactory);
  }

  private SubscriptionStore store(EntityManagerFactory factory) {
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
    return new JpaSubscriptionStore(boundary, SecretCipher.none(), kind);
  }
}
