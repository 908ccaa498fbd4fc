package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.PingQueue;
import org.pushj.tck.PingQueueContract;

/** The contract on one database with one provider: two factories stand for two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaPingContract extends PingQueueContract {
  private final TestDatabase database;
  private final TestProvider provider;
  private final @Nullable Database kind;
  private HikariDataSource dataSource;
  private EntityManagerFactory factory;
  private EntityManagerFactory peerFactory;

  JpaPingContract(TestDatabase database, TestProvider provider) {
    this(database, provider, null);
  }

  /**
   * Makes the suite.
   *
   * @param kind what the queue shall take the database for; null to let it find out
   */
  JpaPingContract(TestDatabase database, TestProvider provider, @Nullable Database kind) {
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
  protected PingQueue queue() {
    TestDatabase.execute(dataSource, "DELETE FROM push_ping");
    return queue(factory);
  }

  @Override
  protected PingQueue peer(PingQueue queue) {
    return queue(peerFactory);
  }

  private PingQueue queue(EntityManagerFactory factory) {
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
    return new JpaPingQueue(boundary, kind);
  }
}
