package org.pushj.jpa.connections;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The JTA transactions of a Jakarta EE server. */
record ServerTransactions(TransactionSynchronizationRegistry registry) {
  private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

  /** Looks for them; where there are none, the API of JTA may be missing, too. */
  @SuppressWarnings("BanJNDI") // The name is that of the specification.
  static @Nullable ServerTransactions find() {
    try {
      Object found = InitialContext.doLookup(NAME);
      return found instanceof TransactionSynchronizationRegistry registry
          ? new ServerTransactions(registry)
          : null;
    } catch (NamingException e) {
      return null;
    }
  }

  /** Tells whether the thread is in one. */
  boolean isActive() {
    return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
  }
}
