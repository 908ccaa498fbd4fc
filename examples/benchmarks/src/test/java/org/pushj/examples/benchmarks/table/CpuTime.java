package org.pushj.examples.benchmarks.table;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the processor time of an operation: that of all threads of Java, without the compiler,
 * which is busy with what comes later, and without the garbage collector; and that of the processes
 * of the database, if it is a server.
 */
public final class CpuTime implements InternalProfiler {
  /** The name of what JMH gets from this. */
  static final String NAME = "cpu";

  /** The system property with the process id of the server of the database. */
  public static final String SERVER = "benchmark.server";

  private static final double NANOS_PER_MICRO = 1000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private Map<String, Long> before = Map.of();

  /** Makes a profiler. Called by JMH. */
  public CpuTime() {}

  @Override
  public String getDescription() {
    return "Processor time per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = nanos();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros =
        nanos().entrySet().stream()
                .mapToLong(each -> each.getValue() - before.getOrDefault(each.getKey(), 0L))
                .sum()
            / NANOS_PER_MICRO;
    return List.of(
        new ScalarResult(
            NAME, micros / result.getMetadata().getAllOps(), "us/op", AggregationPolicy.AVG));
  }

  /** Returns the processor time of each thread, and of each process of the database. */
  private Map<String, Long> nanos() {
    long[] ids = threads.getAllThreadIds();
    long[] nanos = threads.getThreadCpuTime(ids);
    Map<String, Long> all = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      all.put("thread " + ids[i], Math.max(0, nanos[i]));
    }
    Optional.ofNullable(Long.getLong(SERVER)).flatMap(ProcessHandle::of).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .forEach(process -> all.put("process " + process.pid(), nanos(process)));
    return all;
  }

  private static long nanos(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
