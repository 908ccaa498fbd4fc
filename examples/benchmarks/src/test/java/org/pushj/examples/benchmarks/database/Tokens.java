package org.pushj.examples.benchmarks.database;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.pushj.CallbackToken;

/** Callback tokens to look up: any of those that are stored. */
@State(Scope.Benchmark)
public class Tokens {
  private final int rows;

  /** Reads how many are stored in the run. */
  public Tokens() {
    this(Integer.getInteger(BenchmarkDatabase.ROWS));
  }

  Tokens(int rows) {
    this.rows = rows;
  }

  CallbackToken next() {
    return SampleRows.callback(ThreadLocalRandom.current().nextInt(rows));
  }
}
