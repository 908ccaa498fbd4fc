package org.pushj.examples.benchmarks.scale;

/**
 * How many subscriptions there are, and on what they run.
 *
 * @param subscriptions how many, all active
 * @param deliveries how many deliveries come in a second
 * @param lease how long a lease is, in seconds
 * @param precision how exactly the time of the last update of a subscription is kept, in seconds
 * @param databases among how many databases the subscriptions are divided
 * @param databaseCores how many processors each database has
 * @param nodes how many nodes there are at each database
 * @param cores how many processors each node has
 * @param threads how many worker threads each node has for renewals
 */
record Plan(
    double subscriptions,
    double deliveries,
    double lease,
    double precision,
    int databases,
    int databaseCores,
    int nodes,
    int cores,
    int threads) {

  /** A renewal falls due when between a half and two thirds of the lease have passed. */
  private static final double RENEWED_AFTER = (1 / 2.0 + 2 / 3.0) / 2;

  /** The request that is open, and the lease that was verified; the claim is of a hundred. */
  static final double CHANGES_PER_RENEWAL = 2.01;

  /** Returns how many renewals fall due in a second. */
  double renewals() {
    return subscriptions / (lease * RENEWED_AFTER);
  }

  /**
   * Returns how many times of a last update are written in a second: for each subscription the
   * first one that comes after the precision has passed.
   */
  double lastUpdates() {
    double each = deliveries / subscriptions;
    return subscriptions * each / (1 + each * precision);
  }

  /** Returns how many commits there are in a second. */
  double commits() {
    return lastUpdates() + CHANGES_PER_RENEWAL * renewals();
  }

  /** Returns the part of the plan that one database and its nodes have. */
  Plan share() {
    return new Plan(
        subscriptions / databases,
        deliveries / databases,
        lease,
        precision,
        1,
        databaseCores,
        nodes,
        cores,
        threads);
  }
}
