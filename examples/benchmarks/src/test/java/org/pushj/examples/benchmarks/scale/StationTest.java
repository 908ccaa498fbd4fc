package org.pushj.examples.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Queues whose mean wait is known by a formula, and what never changes. */
class StationTest {
  private static final double SERVICE = 1;
  private static final int ARRIVALS = 400_000;

  private final EventQueue events = new EventQueue();
  private final Random random = new Random(7);
  private double waited;

  @Test
  void queueTime_isThatOfTheFormula_whenServiceTakesTheSameTime() {
    // M/D/1: load * service / (2 * (1 - load)).
    assertThat(meanWait(1, 0.8, false)).isCloseTo(0.8 / (2 * (1 - 0.8)), within(0.1));
    assertThat(meanWait(1, 0.5, false)).isCloseTo(0.5 / (2 * (1 - 0.5)), within(0.02));
  }

  @Test
  void queueTime_isThatOfTheFormula_whenServiceVaries() {
    // M/M/1: load * service / (1 - load). M/M/2: load^2 * service / (1 - load^2).
    assertThat(meanWait(1, 0.5, true)).isCloseTo(0.5 / (1 - 0.5), within(0.04));
    assertThat(meanWait(2, 0.5, true)).isCloseTo(0.25 / (1 - 0.25), within(0.02));
  }

  @Test
  void load_isWhatCameForEachServer() {
    Station station = new Station(events, 4);
    for (int i = 0; i < 6; i++) {
      station.serve(10, () -> {});
    }
    events.runUntil(20);
    assertThat(station.load()).isEqualTo(60.0 / (4 * 20));
  }

  @Test
  void actions_runInTheOrderOfTheirTime_andOfTheirAddition() {
    StringBuilder order = new StringBuilder();
    events.at(2, () -> order.append('c'));
    events.at(1, () -> order.append('a'));
    events.at(1, () -> order.append('b'));
    events.at(3, () -> order.append('d'));
    events.runUntil(2);
    assertThat(order).hasToString("abc");
    assertThat(events.now()).isEqualTo(2);
  }

  /** Returns how long arrivals at random times wait on average. */
  private double meanWait(int servers, double load, boolean varies) {
    Station station = new Station(events, servers);
    waited = 0;
    double start = events.now();
    double time = start;
    for (int i = 0; i < ARRIVALS; i++) {
      time += exponential(SERVICE / (load * servers));
      events.at(
          time,
          () -> {
            waited += station.queueTime();
            station.serve(varies ? exponential(SERVICE) : SERVICE, () -> {});
          });
    }
    events.runUntil(time);
    return waited / ARRIVALS;
  }

  private double exponential(double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }
}
