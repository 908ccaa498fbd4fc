package org.pushj.platform;

import java.util.concurrent.Executor;

/** A pool of daemon threads without a bound. An idle thread ends after a minute. Thread-safe. */
public interface GrowingPool extends Executor {

  /**
   * Ends idle threads, now and from now on as soon as they are idle. The pool still takes tasks.
   */
  void endIdle();

  /** Tells whether a thread is idle that has not ended yet. */
  boolean hasIdle();
}
