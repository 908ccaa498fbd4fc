/**
 * Measures the store on PostgreSQL, beside bare SQL and beside db-scheduler. {@link
 * org.pushj.jpa.benchmark.StoreBenchmark} tells how to run it.
 */
package org.pushj.jpa.benchmark;
