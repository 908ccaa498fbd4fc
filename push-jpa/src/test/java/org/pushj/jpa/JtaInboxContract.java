package org.pushj.jpa;

import com.arjuna.ats.jta.TransactionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.UpdateInboxContract;

/** The contract in transactions of JTA. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JtaInboxContract extends UpdateInboxContract {
  private final TestDatabase database;
  private final TestProvider provider;
  private JtaTransactions transactions;

  JtaInboxContract(TestDatabase database, TestProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeAll
  void open() {
    transactions =
        new JtaTransactions(
            database,
            provider,
            (factory, registry) ->
                TransactionBoundary.jta(
                    factory, TransactionManager.transactionManager(), registry));
  }

  @AfterAll
  void close() {
    transactions.close();
  }

  @Override
  protected UpdateInbox inbox() {
    transactions
        .boundary()
        .run(
            entities -> {
              entities.createNativeQuery("DELETE FROM push_update").executeUpdate();
              entities.createNativeQuery("DELETE FROM push_update_seen").executeUpdate();
            });
    return new JpaUpdateInbox(transactions.boundary());
  }

  @Override
  protected UpdateInbox peer(UpdateInbox inbox) {
    return new JpaUpdateInbox(transactions.boundary());
  }
}
