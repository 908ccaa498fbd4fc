package org.pushj.examples.benchmarks.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Lets JMH measure benchmarks in rounds: each once, then each a second time, and so on. So what
 * else the machine does meets all of them.
 */
public final class JmhRounds {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  private JmhRounds() {}

  /** Measures all benchmarks of some classes. */
  public static JmhRounds of(Options options, Class<?>... classes) throws RunnerException {
    JmhRounds rounds = new JmhRounds();
    for (int i = 0; i < options.rounds(); i++) {
      ChainedOptionsBuilder jmh = options.jmh().addProfiler(CpuTime.class);
      for (Class<?> each : classes) {
        jmh.include("^" + Pattern.quote(each.getName()) + "\\.");
      }
      new Runner(jmh.build()).run().forEach(rounds::add);
    }
    return rounds;
  }

  /**
   * Returns what a benchmark cost.
   *
   * @param benchmark the name of its method
   * @param parameters the values of its parameters, by the order of their names
   */
  public Rounds get(String benchmark, Object... parameters) {
    String name = name(benchmark, Stream.of(parameters).map(Object::toString));
    List<Cost> found = costs.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name + " is none of " + costs.keySet());
    }
    return new Rounds(found);
  }

  private void add(RunResult result) {
    BenchmarkParams params = result.getParams();
    String method = params.getBenchmark();
    String name =
        name(
            method.substring(method.lastIndexOf('.') + 1),
            params.getParamsKeys().stream().sorted().map(params::getParam));
    costs
        .computeIfAbsent(name, none -> new ArrayList<>())
        .add(
            new Cost(
                result.getSecondaryResults().get(CpuTime.NAME).getScore(),
                MICROS_PER_SECOND / result.getPrimaryResult().getScore()));
  }

  private static String name(String benchmark, Stream<String> parameters) {
    return parameters.collect(Collectors.joining(", ", benchmark + "(", ")"));
  }
}
