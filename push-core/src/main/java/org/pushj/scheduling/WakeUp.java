package org.pushj.scheduling;

import org.jspecify.annotations.Nullable;

/** Wakes the workers of this process, if any are started. Safe for use by several threads. */
public final class WakeUp {
  private volatile @Nullable Runnable action;

  /** Sets what a signal runs. */
  public void onSignal(Runnable action) {
    this.action = action;
  }

  /** Signals that work may be due. */
  public void signal() {
    Runnable current = action;
    if (current != null) {
      current.run();
    }
  }
}
