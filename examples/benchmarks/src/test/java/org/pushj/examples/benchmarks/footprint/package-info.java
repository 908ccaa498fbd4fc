/** Measures what push costs before it does anything: its start-up, and its size. */
package org.pushj.examples.benchmarks.footprint;
