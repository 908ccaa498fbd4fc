package org.pushj.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs one seed, and writes its log into a file: for a test in another JVM. */
final class SimulationMain {
  private SimulationMain() {}

  /** Takes the seed and the file. */
  public static void main(String[] args) throws IOException, InterruptedException {
    World.Report report = new World(Long.parseLong(args[0]), Faults.NONE).run();
    Files.writeString(Path.of(args[1]), report.log());
  }
}
