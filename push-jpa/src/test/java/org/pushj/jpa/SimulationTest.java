package org.pushj.jpa;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.simulation.Simulation;

/** The promises of the README, refereed in a simulated world whose nodes share a database. */
class SimulationTest {
  private static final long FIRST = Long.getLong("push.simulation.first", 1);
  private static final long LAST = Long.getLong("push.simulation.last", 2);

  @ParameterizedTest
  @EnumSource
  void world_keepsThePromises_onADatabase(TestProvider provider) throws InterruptedException {
    Simulation.run(FIRST, LAST, time -> SimulatedStores.open(provider, time));
  }
}
