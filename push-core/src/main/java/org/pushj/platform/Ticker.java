package org.pushj.platform;

/** Measures elapsed time: never goes back, whatever happens to the wall clock. Thread-safe. */
@FunctionalInterface
public interface Ticker {

  /** Returns nanoseconds since an arbitrary moment; only differences mean something. */
  long nanoTime();
}
