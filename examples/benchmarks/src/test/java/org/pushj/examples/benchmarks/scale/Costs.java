package org.pushj.examples.benchmarks.scale;

/**
 * What things cost: all but {@code request} was measured, and the page "A plan past one machine"
 * says how. Times are in seconds.
 *
 * @param delivery the processor time of a node for a delivery, with its part of the look-up
 * @param lookUp the processor time of node and database together for a look-up
 * @param change the same for a change of a subscription
 * @param commit the time between two commits that the disk of the database takes one after another
 * @param request how long a worker thread is busy with a renewal: discovery, and the hub's answer;
 *     this is assumed
 * @param bytes what a subscription takes in the database, with its keys and all indexes
 */
record Costs(
    double delivery, double lookUp, double change, double commit, double request, double bytes) {
  /** The figures of the page. */
  static final Costs MEASURED = new Costs(144e-6, 68.5e-6, 579e-6, 1 / 3478.0, 0.5, 1864);
}
