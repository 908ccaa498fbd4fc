package org.pushj.jpa.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for one commit. Used by the thread of the transaction only. */
final class CommitActions {
  private static final Logger LOG =
      LoggerFactory.getLogger(TransactionBoundary.class.getPackageName());

  private final List<Runnable> actions = new ArrayList<>();

  void add(Runnable action) {
    actions.add(action);
  }

  boolean isEmpty() {
    return actions.isEmpty();
  }

  /** Hands the actions to an executor. Logs a failure, since no caller would see it. */
  void runBy(Executor executor) {
    try {
      executor.execute(this::run);
    } catch (RuntimeException e) {
      LOG.error("Could not run the actions after a commit; the commit itself succeeded", e);
    }
  }

  /** Runs the actions in their order. A failure is logged, and the next one runs. */
  void run() {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("An action after a commit failed; the commit itself succeeded", e);
      }
    }
  }
}
