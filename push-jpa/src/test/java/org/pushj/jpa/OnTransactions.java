package org.pushj.jpa;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;

/** One database for all tests of a class, in the transactions of an application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnTransactions {
  @AutoClose private final CallerTransactions transactions;

  OnTransactions(CallerTransactions transactions) {
    this.transactions = transactions;
  }

  /** Returns the transactions, for the contracts that use them. */
  public CallerTransactions transactions() {
    return transactions;
  }
}
