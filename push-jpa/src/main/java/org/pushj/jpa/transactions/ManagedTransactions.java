package org.pushj.jpa.transactions;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Executor;

/**
 * A transaction manager as applications see it. Besides, it can set aside a transaction that is
 * complete but still bound to the thread, so that what follows a commit can begin its own.
 */
final class ManagedTransactions implements UserTransaction, Executor {
  private final TransactionManager manager;

  ManagedTransactions(TransactionManager manager) {
    this.manager = manager;
  }

  @Override
  public void execute(Runnable task) {
    try {
      Transaction complete = manager.suspend();
      try {
        task.run();
      } finally {
        if (complete != null) {
          manager.resume(complete);
        }
      }
    } catch (SystemException | InvalidTransactionException e) {
      throw new IllegalStateException("the complete transaction could not be set aside", e);
    }
  }

  @Override
  public void begin() throws NotSupportedException, SystemException {
    manager.begin();
  }

  @Override
  public void commit()
      throws RollbackException,
          HeuristicMixedException,
          HeuristicRollbackException,
          SystemException {
    manager.commit();
  }

  @Override
  public void rollback() throws SystemException {
    manager.rollback();
  }

  @Override
  public void setRollbackOnly() throws SystemException {
    manager.setRollbackOnly();
  }

  @Override
  public int getStatus() throws SystemException {
    return manager.getStatus();
  }

  @Override
  public void setTransactionTimeout(int seconds) throws SystemException {
    manager.setTransactionTimeout(seconds);
  }
}
