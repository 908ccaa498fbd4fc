package org.pushj.examples.benchmarks.footprint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pushj.examples.benchmarks.table.Cost;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JavaProcess;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;
import org.pushj.examples.benchmarks.table.Row;

/** The start-up of push in a container. */
public final class FootprintRows implements Family {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double MAX_MILLIS = 100;

  /** Makes the family. */
  public FootprintRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    List<Cost> container = new ArrayList<>();
    List<Cost> beyond = new ArrayList<>();
    for (int i = 0; i < options.rounds(); i++) {
      double empty = startUp(StartUp.EMPTY);
      container.add(new Cost(empty, empty));
      double push = startUp(StartUp.PUSH) - empty;
      beyond.add(new Cost(push, push));
    }
    return List.of(
        Row.amount(
            "start-up in Jetty 12.1, beyond its own",
            "Jetty with an empty servlet",
            new Rounds(beyond).millis(),
            new Rounds(container).millis(),
            "ms",
            MAX_MILLIS));
  }

  /** Returns the processor time of a start, in microseconds. */
  private static double startUp(String servlet) throws IOException {
    try (JavaProcess process = new JavaProcess(0, StartUp.class, servlet)) {
      return Long.parseLong(process.answer()) / NANOS_PER_MICRO;
    }
  }
}
