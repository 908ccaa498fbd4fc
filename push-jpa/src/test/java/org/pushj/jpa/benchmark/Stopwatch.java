package org.pushj.jpa.benchmark;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Measures time, and how long processors worked for this process and the processes of a database
 * server. The latter hardly depends on what else the machine does.
 */
final class Stopwatch {
  private final ProcessHandle server;
  private long begun;
  private Duration workedBefore = Duration.ZERO;

  Stopwatch(ProcessHandle server) {
    this.server = server;
  }

  /** Begins to measure. */
  void start() {
    workedBefore = worked();
    begun = System.nanoTime();
  }

  /** Returns what was measured since the start. */
  Lap lap(long units) {
    Duration time = Duration.ofNanos(System.nanoTime() - begun);
    return new Lap(units, time, worked().minus(workedBefore));
  }

  private Duration worked() {
    return Stream.concat(Stream.of(ProcessHandle.current()), server.children())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
