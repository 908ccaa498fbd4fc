package org.pushj.examples.benchmarks.table;

/**
 * What one operation cost in one round.
 *
 * @param cpu the processor time in microseconds, of all processes that took part
 * @param clock the time in microseconds that passed, divided by the number of threads if several
 *     worked
 */
public record Cost(double cpu, double clock) {}
