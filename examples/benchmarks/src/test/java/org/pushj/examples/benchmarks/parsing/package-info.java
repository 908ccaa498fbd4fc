/** Measures what is computed without a server: links, discovery and signatures. */
package org.pushj.examples.benchmarks.parsing;
