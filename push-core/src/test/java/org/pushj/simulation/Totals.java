package org.pushj.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of many runs. */
final class Totals {
  private final Map<String, int[]> obligations = new LinkedHashMap<>();
  private long events;
  private long steps;
  private final Coverage coverage = new Coverage();
  private int seeds;
  private Duration virtual = Duration.ZERO;
  private final long began = System.nanoTime();
  private final long cpuBefore = processorTime();

  synchronized void add(World.Report report) {
    seeds++;
    events += report.events();
    steps += report.steps();
    virtual = virtual.plus(report.virtual());
    coverage.add(report.coverage());
    report
        .referees()
        .forEach(
            each -> {
              int[] sum = obligations.computeIfAbsent(each.name(), any -> new int[3]);
              sum[0] += each.checkedCount();
              sum[1] += each.excusedCount();
              sum[2] = Math.max(sum[2], each.most());
            });
  }

  void print() {
    System.out.printf(
        "%d seeds, %.0f a minute, %.0f a minute of processor time; %.1f virtual years; %d events,"
            + " %d steps; checked, excused, most: %s%n%s%n",
        seeds,
        seeds * 60e9 / (System.nanoTime() - began),
        seeds * 60e9 / (processorTime() - cpuBefore),
        virtual.toDays() / 365.0,
        events,
        steps,
        text(),
        coverage.table());
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    obligations.forEach((name, sum) -> text.append(name + " " + Arrays.toString(sum) + "; "));
    return text.toString();
  }

  void requireWatching() {
    obligations.forEach(
        (name, sum) ->
            assertThat(sum[0]).as("%s: %s", name, Arrays.toString(sum)).isGreaterThan(sum[1] * 9));
  }
}
