package org.pushj.examples.benchmarks.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
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

  private final Options options;
  private final Consumer<ChainedOptionsBuilder> settings;
  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  /**
   * Prepares the rounds.
   *
   * @param settings says what JMH measures, and with what
   */
  public JmhRounds(Options options, Consumer<ChainedOptionsBuilder> settings) {
    this.options = options;
    this.settings = settings;
  }

  /** Measures all benchmarks of a class, in all rounds. */
  public static JmhRounds of(Options options, Class<?> benchmarks) throws RunnerException {
    JmhRounds rounds = new JmhRounds(options, jmh -> jmh.include(all(benchmarks)));
    rounds.measure();
    return rounds;
  }

  /** Returns what includes all benchmarks of a class. */
  public static String all(Class<?> benchmarks) {
    return "^" + Pattern.quote(benchmarks.getName() + ".");
  }

  /** Returns what includes one benchmark of a class. */
  public static String one(Class<?> benchmarks, String method) {
    return "^" + Pattern.quote(benchmarks.getName() + "." + method) + "$";
  }

  /** Measures in all rounds. */
  public void measure() throws RunnerException {
    for (int i = 0; i < options.rounds(); i++) {
      measureOnce();
    }
  }

  /** Measures in one round. */
  public void measureOnce() throws RunnerException {
    ChainedOptionsBuilder jmh = options.jmh();
    settings.accept(jmh);
    new Runner(jmh.build()).run().forEach(this::add);
  }

  /**
   * Returns what a benchmark cost.
   *
   * @param benchmarks the class it is of
   * @param method the name of its method
   * @param parameters the values of its parameters, by the order of their names
   */
  public Rounds get(Class<?> benchmarks, String method, Object... parameters) {
    String name =
        name(benchmarks.getName() + "." + method, Stream.of(parameters).map(Object::toString));
    List<Cost> found = costs.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name + " is none of " + costs.keySet());
    }
    return new Rounds(found);
  }

  /** Takes the first iteration: JMH ends the threads and connections of a trial within its last. */
  private void add(RunResult result) {
    BenchmarkParams params = result.getParams();
    String name =
        name(params.getBenchmark(), params.getParamsKeys().stream().sorted().map(params::getParam));
    IterationResult first =
        result.getBenchmarkResults().iterator().next().getIterationResults().iterator().next();
    costs
        .computeIfAbsent(name, none -> new ArrayList<>())
        .add(
            new Cost(
                first.getSecondaryResults().get(CpuTime.NAME).getScore(),
                MICROS_PER_SECOND / first.getPrimaryResult().getScore()));
  }

  private static String name(String benchmark, Stream<String> parameters) {
    return parameters.collect(Collectors.joining(", ", benchmark + "(", ")"));
  }
}
