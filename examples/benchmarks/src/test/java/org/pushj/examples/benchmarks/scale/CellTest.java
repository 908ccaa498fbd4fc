package org.pushj.examples.benchmarks.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Plans whose outcome is known without a simulation. */
class CellTest {
  private static final double HOUR = 3600;
  private static final Costs COSTS = new Costs(100e-6, 50e-6, 100e-6, 1e-3, 1, 1000);

  @Test
  void plan_countsRenewalsAndCommits_asByHand() {
    Plan plan = plan(36_000, 100, 1, 1);
    // A lease of 12 hours is renewed after 7 on average.
    assertThat(plan.renewals()).isCloseTo(36_000 / (7 * HOUR), within(1e-9));
    // Ten deliveries an hour to each: kept once in 1 + 1/10 hours.
    assertThat(plan.lastUpdates()).isCloseTo(36_000 / (1.1 * HOUR), within(1e-9));
    assertThat(plan.commits()).isCloseTo(plan.lastUpdates() + 2.01 * plan.renewals(), within(1e-9));
  }

  @Test
  void deliveries_areAllAnswered_whenThereIsRoom() {
    Cell.Result seen = new Cell(plan(36_000, 1000, 1, 1), COSTS, 1).run(20, 0);
    assertThat(seen.answered()).isCloseTo(1000, Percentage.withPercentage(3));
    assertThat(seen.nodeLoad()).isCloseTo(0.1, within(0.01));
    // Neither waits for long: 0.10 ms at the node and 0.05 ms at the database.
    assertThat(seen.median()).isCloseTo(0.15, within(0.02));
  }

  @Test
  void deliveries_areAnsweredAsOftenAsTheSlowestPartAllows_whenThereAreTooMany() {
    // One processor with 100 microseconds for each.
    Cell.Result seen = new Cell(plan(36_000, 20_000, 1, 1), COSTS, 1).run(5, 0);
    assertThat(seen.answered()).isCloseTo(10_000, Percentage.withPercentage(1));
    assertThat(seen.nodeLoad()).isCloseTo(2, within(0.05));
  }

  @Test
  void catchUp_takesTheBacklogByTheRoomThatIsLeft() {
    // 10 threads, a second for each, and 2 fall due in a second: 8 a second are left for others.
    Plan plan = plan(2 * 7 * HOUR, 1, 1, 10);
    assertThat(new Cell(plan, COSTS, 1).catchUp(8000, HOUR))
        .isCloseTo(1000, Percentage.withPercentage(5));
  }

  @Test
  void catchUp_neverEnds_whenMoreFallsDueThanIsDone() {
    Plan plan = plan(20 * 7 * HOUR, 1, 1, 10);
    assertThat(new Cell(plan, COSTS, 1).catchUp(100, HOUR)).isInfinite();
  }

  @Test
  void tables_areTheSame_inEachRun() {
    assertThat(tables()).isEqualTo(tables()).contains("| one database, last update to the day |");
  }

  private static Plan plan(double subscriptions, double deliveries, int nodes, int threads) {
    return new Plan(subscriptions, deliveries, 12 * HOUR, HOUR, 1, 8, nodes, 1, threads);
  }

  private static String tables() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Simulation(new PrintStream(out, true, UTF_8), COSTS, 0.01, 60).print();
    return out.toString(UTF_8);
  }
}
