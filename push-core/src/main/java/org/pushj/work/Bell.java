package org.pushj.work;

import org.jspecify.annotations.Nullable;

/** Wakes the workers of this process, if there are any. Safe for use by several threads. */
public final class Bell {
  private volatile @Nullable Runnable sleeper;

  public void wakes(Runnable sleeper) {
    this.sleeper = sleeper;
  }

  public void ring() {
    Runnable current = sleeper;
    if (current != null) {
      current.run();
    }
  }
}
