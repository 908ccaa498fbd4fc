package org.pushj.subscriber;

import org.jspecify.annotations.Nullable;

/** Wakes the workers of this process, if there are any. Safe for use by several threads. */
final class Bell {
  private volatile @Nullable Runnable sleeper;

  void wakes(Runnable sleeper) {
    this.sleeper = sleeper;
  }

  void ring() {
    Runnable current = sleeper;
    if (current != null) {
      current.run();
    }
  }
}
