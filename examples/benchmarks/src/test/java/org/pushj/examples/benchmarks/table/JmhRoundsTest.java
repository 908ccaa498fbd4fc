package org.pushj.examples.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JmhRoundsTest {

  /** Another build on this machine may measure too. */
  @BeforeAll
  static void measureBesideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void rounds_countTheThreads_thatEndWithTheTrial() throws Exception {
    Options trial = Options.of("rounds=1", "forks=0", "warmUp=1", "time=50");

    JmhRounds rounds = JmhRounds.of(trial, WaitingBenchmark.class);

    assertThat(rounds.get(WaitingBenchmark.class, "take").cpu())
        .isGreaterThan(WaitingBenchmark.Worker.NANOS / 2000.0);
  }
}
