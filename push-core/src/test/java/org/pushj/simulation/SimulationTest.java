package org.pushj.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promises of the README, refereed in a simulated world. {@code
 * -Dpush.simulation.seeds=1..1000} runs more seeds.
 */
class SimulationTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void world_keepsThePromises_forFixedSeeds(long seed) throws InterruptedException {
    new World(seed, Faults.NONE).run();
  }

  @Test
  void world_keepsThePromises_forFurtherSeeds() throws InterruptedException {
    String[] range = System.getProperty("push.simulation.seeds", "100..111").split("\\.\\.", 2);
    long from = Long.parseLong(range[0]);
    long to = Long.parseLong(range[range.length - 1]);
    Simulation.run(from, to, Stores::inMemory);
  }

  @Test
  void world_isTheSame_forOneSeed() throws InterruptedException {
    String once = new World(42, Faults.NONE).run().log();
    assertThat(new World(42, Faults.NONE).run().log()).isEqualTo(once);
  }

  @Test
  void world_isTheSame_inAnotherJvm(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulationMain.class.getName(),
                "42",
                log.toString())
            .inheritIO()
            .start();
    String here = new World(42, Faults.NONE).run().log();
    assertThat(other.waitFor()).isZero();
    assertThat(Files.readString(log)).isEqualTo(here);
  }
}
