/**
 * Prints one table: how fast push is, beside what one would use instead. {@link
 * org.pushj.examples.benchmarks.Benchmarks} is the program.
 */
package org.pushj.examples.benchmarks;
