/** Measures what push costs before it does anything: its start-up. */
package org.pushj.examples.benchmarks.footprint;
