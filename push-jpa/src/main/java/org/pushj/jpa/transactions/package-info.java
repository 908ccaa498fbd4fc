/**
 * The boundaries of transactions: {@link org.pushj.jpa.transactions.TransactionBoundary} with those
 * of resource-local transactions and of JTA, and {@link
 * org.pushj.jpa.transactions.SpringTransactionBoundary}. For applications that set up a store.
 */
@NullMarked
package org.pushj.jpa.transactions;

import org.jspecify.annotations.NullMarked;
