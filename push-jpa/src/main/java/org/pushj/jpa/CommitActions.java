package org.pushj.jpa;

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

  /** Hands the actions to an executor. Called where nobody would hear of a failure. */
  void runBy(Executor executor) {
    try {
      executor.execute(this::run);
    } catch (RuntimeException e) {
      LOG.error("What waited for a commit could not be run; what was committed stays", e);
    }
  }

  /** Runs the actions in their order. One that fails keeps no other from its turn. */
  void run() {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("An action after a commit failed; what was committed stays", e);
      }
    }
  }
}
