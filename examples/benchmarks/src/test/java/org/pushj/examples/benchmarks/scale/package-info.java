/** A model of many nodes and databases, in simulated time. */
package org.pushj.examples.benchmarks.scale;
