package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.UpdateInboxContract;

/** The contract on one database with one provider: two factories stand for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaInboxContract extends UpdateInboxContract {
  private final TestDatabase database;
  private final TestProvider provider;
  private final @Nullable Database kind;
  private HikariDataSource dataSource;
  private EntityManagerFactory factory;
  private EntityManagerFactory peerFactory;

  JpaInboxContract(TestDatabase database, TestProvider provider) {
    this(database, provider, null);
  }

  /**
   * Makes the suite.
   *
   * @param kind what the inbox shall take the database for; null to let it find out
   */
  JpaInboxContract(TestDatabase database, TestProvider provider, @Nullable Database kind) {
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
  protected UpdateInbox inbox() {
    TestDatabase.execute(dataSource, "DELETE FROM push_update");
    TestDatabase.execute(dataSource, "DELETE FROM push_update_seen");
    return inbox(factory);
  }

  @Override
  protected UpdateInbox peer(UpdateInbox inbox) {
    return inbox(peerFactory);
  }

  private UpdateInbox inbox(EntityManagerFactory factory) {
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
    return new JpaUpdateInbox(boundary, kind);
  }
}
