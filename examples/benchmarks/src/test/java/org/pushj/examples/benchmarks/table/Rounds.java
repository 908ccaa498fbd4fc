package org.pushj.examples.benchmarks.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one operation cost in each round of a run.
 *
 * @param costs one for each round, in order; at least one
 */
public record Rounds(List<Cost> costs) {

  private static final double MICROS_PER_MILLI = 1000;

  /** Copies the list. */
  public Rounds {
    costs = List.copyOf(costs);
  }

  /** Returns the median processor time, in microseconds. */
  double cpu() {
    return median(costs.stream().mapToDouble(Cost::cpu).toArray());
  }

  /** Returns the median time that passed, in microseconds. */
  double clock() {
    return median(costs.stream().mapToDouble(Cost::clock).toArray());
  }

  /** Returns the median time that passed, in milliseconds. */
  public double millis() {
    return clock() / MICROS_PER_MILLI;
  }

  /** Returns the median of how many times as much the others cost in the same round. */
  double ratioTo(Rounds others, ToDoubleFunction<Cost> by) {
    return median(
        IntStream.range(0, costs.size())
            .mapToDouble(
                round ->
                    by.applyAsDouble(others.costs.get(round)) / by.applyAsDouble(costs.get(round)))
            .toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
