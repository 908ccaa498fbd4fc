package org.pushj.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One database for all tests of a class, in the transactions of an application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallerContractBase {
  CallerTransactions transactions;

  abstract CallerTransactions open();

  @BeforeAll
  void openDatabase() {
    transactions = open();
  }

  @AfterAll
  void closeDatabase() {
    transactions.close();
  }
}
