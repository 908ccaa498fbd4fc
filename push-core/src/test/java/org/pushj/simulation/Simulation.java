package org.pushj.simulation;

/** Runs worlds on any stores. */
public final class Simulation {
  private Simulation() {}

  /** Runs a range of seeds, and throws what a referee says. */
  public static void run(long first, long last, Stores.Factory stores) throws InterruptedException {
    Totals totals = new Totals();
    Seeds.run(first, last, seed -> totals.add(new World(seed, Faults.NONE, stores).run()));
    totals.print();
    totals.requireWatching();
  }
}
