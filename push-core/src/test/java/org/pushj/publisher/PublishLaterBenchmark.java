package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

/**
 * Measures how long the caller of {@link Publisher#publishLater} waits, whatever its two hubs do.
 * The caller does nothing else, and the publisher and the hubs use the same processors: the longest
 * calls are those that had to wait for one. So 95 of 100 calls are held to the goal. It is no part
 * of the build; this runs it, in about a minute:
 *
 * <pre>{@code
 * mvn -pl push-core test -Dtest=PublishLaterBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
public class PublishLaterBenchmark {
  private static final int TOPICS = 10_000;
  private static final double GOAL_MICROS = 1000;

  /** What the hubs do: take pings at once, never answer, or fail. */
  @Param({"takes", "hangs", "fails"})
  public String hubs;

  private final AtomicInteger number = new AtomicInteger();
  private List<FakeHub> running;
  private Publisher publisher;

  /** Starts the hubs, and a publisher that sends while the caller goes on. */
  @Setup
  public void start() {
    running = List.of(FakeHub.start(), FakeHub.start());
    running.forEach(hub -> hub.behaviour(behaviour()));
    publisher =
        Publisher.builder()
            .hubs(running.stream().map(FakeHub::url).toList())
            .urlPolicy(UrlPolicy.allowPrivate())
            .queue(new InMemoryPingQueue(2 * TOPICS * 2))
            .build();
    publisher.start();
  }

  /** Ends all. */
  @TearDown
  public void end() {
    running.forEach(FakeHub::close);
    publisher.close();
  }

  /** One of many topics has changed. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void publishLater_ofManyTopics() {
    int next = Math.floorMod(number.incrementAndGet(), TOPICS);
    publisher.publishLater(URI.create("https://blog.example/" + next));
  }

  /** The same topic changes all the time. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void publishLater_ofOneTopic() {
    publisher.publishLater(URI.create("https://blog.example/"));
  }

  @Test
  void publishLater_takesLessThanAMillisecond() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(PublishLaterBenchmark.class.getName())
                    .forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(2))
                    .build())
            .run();
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.getPrimaryResult().getStatistics().getPercentile(95))
                    .isLessThan(GOAL_MICROS));
  }

  private HubBehaviour behaviour() {
    return switch (hubs) {
      case "takes" -> HubBehaviour.hold();
      case "hangs" -> HubBehaviour.silence();
      default -> HubBehaviour.refuse(503, "overloaded");
    };
  }
}
