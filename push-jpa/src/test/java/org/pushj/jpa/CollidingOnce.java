package org.pushj.jpa;

import java.sql.SQLTransactionRollbackException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lanes with one place each. At the second the transaction of the claim fails once, as if it had
 * collided with another.
 */
final class CollidingOnce implements Predicate<String> {
  private final Set<String> taken = new HashSet<>();
  private boolean hasFailed;

  @Override
  public boolean test(String lane) {
    if (!taken.isEmpty() && !hasFailed) {
      hasFailed = true;
      throw new IllegalStateException(new SQLTransactionRollbackException("deadlock", "40001"));
    }
    return taken.add(lane);
  }
}
