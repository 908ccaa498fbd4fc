package org.pushj.jpa.benchmark;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What one contestant did in the rounds of a race.
 *
 * @param name the name of the contestant
 * @param workers how many threads worked
 * @param laps one a round
 */
record Score(String name, int workers, List<Lap> laps) {

  /** Returns how many units were done per second in the middle one of the rounds. */
  double rate() {
    return median(rates());
  }

  /** Returns the lowest rate. */
  double lowest() {
    return rates().min().orElseThrow();
  }

  /** Returns the highest rate. */
  double highest() {
    return rates().max().orElseThrow();
  }

  /** Returns how long processors worked for a unit, in microseconds. */
  double processorMicros() {
    return median(laps.stream().mapToDouble(Lap::processorMicros));
  }

  /**
   * Compares round by round, since what else the machine does changes from round to round.
   *
   * @return the median of this contestant's rates, each divided by the other's of the same round
   */
  double ratioTo(Score other) {
    return median(
        IntStream.range(0, laps.size())
            .mapToDouble(round -> laps.get(round).rate() / other.laps.get(round).rate()));
  }

  private DoubleStream rates() {
    return laps.stream().mapToDouble(Lap::rate);
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
