package org.pushj.jpa.benchmark;

import java.time.Duration;

/** One way to do the work that a {@link Race} is about. */
interface Contestant {

  /** Returns what stands in the table. */
  String name();

  /**
   * Works with a number of threads for a time.
   *
   * @param stopwatch is started when all of them work
   */
  Lap run(int workers, Duration time, Stopwatch stopwatch) throws Exception;
}
