package org.pushj.platform;

import java.time.Duration;

/** Lets the calling thread sleep. Thread-safe. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Sleeps for so long.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(Duration time) throws InterruptedException;
}
