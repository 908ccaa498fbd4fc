package org.pushj.work;

import org.jspecify.annotations.Nullable;

/** Wakes the workers of this process, if there are any. Safe for use by several threads. */
public final class WakeUp {
  private volatile @Nullable Runnable sleeper;

  public void onSignal(Runnable sleeper) {
    this.sleeper = sleeper;
  }

  public void signal() {
    Runnable current = sleeper;
    if (current != null) {
      current.run();
    }
  }
}
