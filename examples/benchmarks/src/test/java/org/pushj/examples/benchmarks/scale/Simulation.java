package org.pushj.examples.benchmarks.scale;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints what 100 million subscriptions and 50,000 deliveries a second need, and how plans for them
 * do in simulated time. It is no part of the build; this runs it:
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -am -pl examples/benchmarks -Dbenchmarks.program=scale.Simulation
 * }</pre>
 */
public final class Simulation {
  private static final double SUBSCRIPTIONS = 100e6;
  private static final double DELIVERIES = 50_000;
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;
  private static final double LEASE = 10 * DAY;
  private static final double GIB = 1 << 30;
  private static final long SEED = 1;

  /** After so many times the outage it is given up. */
  private static final int LIMIT = 24;

  private static final Plan ONE = new Plan(SUBSCRIPTIONS, DELIVERIES, LEASE, HOUR, 1, 32, 8, 4, 16);
  private static final Plan DAILY =
      new Plan(SUBSCRIPTIONS, DELIVERIES, LEASE, DAY, 1, 32, 8, 4, 16);
  private static final Plan MANY = new Plan(SUBSCRIPTIONS, DELIVERIES, LEASE, HOUR, 8, 4, 2, 4, 16);

  private final PrintStream out;
  private final Costs costs;
  private final double seconds;
  private final double outage;

  /**
   * Makes it.
   *
   * @param seconds how long deliveries are simulated
   * @param outage how long no renewal was made before, in seconds
   */
  Simulation(PrintStream out, Costs costs, double seconds, double outage) {
    this.out = out;
    this.costs = costs;
    this.seconds = seconds;
    this.outage = outage;
  }

  /** Prints the three tables. */
  public static void main(String... arguments) {
    new Simulation(System.out, Costs.MEASURED, 10, HOUR).print();
  }

  void print() {
    line(
        "| plan | renewals a second | commits a second | of them last updates | each database | its"
            + " size |");
    line("|---|---|---|---|---|---|");
    needs("one database, last update to the hour", ONE);
    needs("one database, last update to the day", DAILY);
    needs("8 databases, last update to the hour", MANY);
    line("");
    line(
        "| deliveries | answered a second | median | 99 %% within | nodes | database | its disk |");
    line("|---|---|---|---|---|---|---|");
    deliveries("one database, last update to the hour", ONE, 0);
    deliveries("one database, last update to the day", DAILY, 0);
    deliveries("the same, renewals of an outage overdue", DAILY, overdue(DAILY));
    deliveries("the same, one node of 8 lost", withNodes(DAILY, 7), 0);
    deliveries("the same, 5 nodes of 8 lost", withNodes(DAILY, 3), 0);
    deliveries("8 databases, last update to the hour", MANY, 0);
    line("");
    line(
        "| renewals, after an outage of %.0f minutes | requests at once | on time again after |",
        outage / MINUTE);
    line("|---|---|---|");
    renewals("8 nodes", DAILY, costs);
    renewals("one node of 8 lost", withNodes(DAILY, 7), costs);
    renewals("8 nodes, 64 threads each", withThreads(DAILY, 64), costs);
    Costs slow = new Costs(costs.delivery(), costs.lookUp(), costs.change(), costs.commit(), 5, 0);
    renewals("a hub with 5 % of all that needs 5 s, 8 requests a node", hub(DAILY, 8), slow);
    renewals("the same, 16 requests a node", hub(DAILY, 16), slow);
  }

  /** Returns how many renewals are overdue after the outage. */
  private int overdue(Plan plan) {
    return (int) (plan.renewals() * outage);
  }

  private static Plan withNodes(Plan plan, int nodes) {
    return copy(plan, plan.subscriptions(), nodes, plan.threads());
  }

  private static Plan withThreads(Plan plan, int threads) {
    return copy(plan, plan.subscriptions(), plan.nodes(), threads);
  }

  /** Returns a plan of the subscriptions at one hub, which keeps some threads of each node busy. */
  private static Plan hub(Plan plan, int perHub) {
    return copy(plan, plan.subscriptions() / 20, plan.nodes(), perHub);
  }

  private static Plan copy(Plan plan, double subscriptions, int nodes, int threads) {
    return new Plan(
        subscriptions,
        plan.deliveries(),
        plan.lease(),
        plan.precision(),
        plan.databases(),
        plan.databaseCores(),
        nodes,
        plan.cores(),
        threads);
  }

  private void needs(String name, Plan plan) {
    line(
        "| %s | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f GiB |",
        name,
        plan.renewals(),
        plan.commits(),
        plan.lastUpdates(),
        plan.share().commits(),
        plan.share().subscriptions() * costs.bytes() / GIB);
  }

  private void deliveries(String name, Plan plan, int overdue) {
    Cell.Result seen = new Cell(plan.share(), costs, SEED).run(seconds, overdue / plan.databases());
    line(
        "| %s | %,.0f | %,.1f ms | %,.1f ms | %.0f %% | %.0f %% | %.0f %% |",
        name,
        seen.answered() * plan.databases(),
        seen.median(),
        seen.late(),
        100 * seen.nodeLoad(),
        100 * seen.databaseLoad(),
        100 * seen.logLoad());
  }

  private void renewals(String name, Plan plan, Costs costs) {
    double after = new Cell(plan, costs, SEED).catchUp(overdue(plan), LIMIT * outage);
    line(
        "| %s | %d | %s |",
        name,
        plan.nodes() * plan.threads(),
        Double.isInfinite(after)
            ? "never"
            : String.format(Locale.ROOT, "%.0f minutes", after / MINUTE));
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
