/**
 * Measures the store and the inbox on PostgreSQL, beside bare SQL and beside db-scheduler, with
 * JMH. {@link org.pushj.jpa.benchmark.StoreBenchmark} tells how to run it. What is measured uses
 * the public API alone.
 */
package org.pushj.jpa.benchmark;
