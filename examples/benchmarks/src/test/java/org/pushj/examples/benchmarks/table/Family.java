package org.pushj.examples.benchmarks.table;

import java.util.List;

/** Some rows of the table that are measured together. */
@FunctionalInterface
public interface Family {

  /** Measures, and returns the rows in the order of the table. */
  List<Row> measure(Options options) throws Exception;
}
