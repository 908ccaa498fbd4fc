/**
 * Measures the store, the inbox and the ping queue on databases. What is measured uses the public
 * API alone.
 */
package org.pushj.examples.benchmarks.database;
