/** The table, and how JMH measures its rows in turn. */
package org.pushj.examples.benchmarks.table;
