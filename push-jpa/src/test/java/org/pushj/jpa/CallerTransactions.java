package org.pushj.jpa;

import org.pushj.jpa.transactions.TransactionBoundary;

/** How an application has its transactions. */
interface CallerTransactions extends AutoCloseable {

  /** Returns the boundary that is tested. */
  TransactionBoundary boundary();

  /** Runs some work in a transaction of the application, and commits it. */
  void commit(Runnable work);

  /** Runs some work in a transaction of the application, and rolls it back. */
  void rollBack(Runnable work);

  @Override
  void close();
}
