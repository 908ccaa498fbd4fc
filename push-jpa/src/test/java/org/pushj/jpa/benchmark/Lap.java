package org.pushj.jpa.benchmark;

import java.time.Duration;

/**
 * What was done in a stretch of time.
 *
 * @param units how many units of work
 * @param time how long it took
 * @param processorTime how long processors worked for it, in this process and in the database
 */
record Lap(long units, Duration time, Duration processorTime) {

  /** Returns how many units were done per second. */
  double rate() {
    return units * 1e9 / time.toNanos();
  }

  /** Returns how long processors worked for a unit, in microseconds. */
  double processorMicros() {
    return processorTime.toNanos() / 1e3 / units;
  }
}
