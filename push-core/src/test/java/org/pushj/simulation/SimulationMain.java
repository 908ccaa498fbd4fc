package org.pushj.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs one seed, and writes its log into a file, for a test in another JVM; or runs many, goes on
 * after those that fail, and prints how they failed.
 */
final class SimulationMain {
  /** A long run shows after so many seeds that it goes on. */
  private static final long PROGRESS = 500;

  private SimulationMain() {}

  /** Takes the seed and the file, or the first and the last seed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long first = Long.parseLong(args[0]);
    if (!args[1].matches("\\d+")) {
      Files.writeString(Path.of(args[1]), new World(first, Faults.NONE).run().log());
      return;
    }
    Totals totals = new Totals();
    Seeds.run(
        first,
        Long.parseLong(args[1]),
        seed -> {
          try {
            totals.add(new World(seed, Faults.NONE).run());
          } catch (AssertionError e) {
            System.out.println(e.getMessage());
          }
          if (seed % PROGRESS == 0) {
            System.out.println("seed " + seed + " is over");
          }
        });
    totals.print();
  }
}
