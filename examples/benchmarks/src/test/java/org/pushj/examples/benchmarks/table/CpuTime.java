package org.pushj.examples.benchmarks.table;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Lets JMH measure the {@link ProcessorTime} of an operation. */
public final class CpuTime implements InternalProfiler {
  /** The name of what JMH gets from this. */
  static final String NAME = "cpu";

  private static final double NANOS_PER_MICRO = 1000;

  private final ProcessorTime time = new ProcessorTime();

  /** Makes a profiler. Called by JMH. */
  public CpuTime() {}

  @Override
  public String getDescription() {
    return "Processor time per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    time.next();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double micros = time.next() / NANOS_PER_MICRO;
    return List.of(
        new ScalarResult(
            NAME, micros / result.getMetadata().getAllOps(), "us/op", AggregationPolicy.AVG));
  }
}
