package org.pushj.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;
import org.pushj.examples.benchmarks.table.Table;

/** All rows are measured, if only for a moment. */
class BenchmarksTest {

  /** Another build on this machine may measure too. */
  @BeforeAll
  static void measureBesideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void table_hasAllRowsWithNumbers_inATrialRun() throws Exception {
    List<Row> rows =
        Benchmarks.measure(
            Options.of(
                "rounds=1",
                "forks=0",
                "warmUp=1",
                "time=10",
                "threads=1",
                "rows=200,400",
                "waiting=200",
                "client=jdk"));

    assertThat(rows).hasSize(39);
    assertThat(rows)
        .extracting(row -> row.what() + " beside " + row.beside())
        .doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(
            row -> {
              // Of one round, the difference of two starts may be below zero.
              assertThat(row.cost()).matches("-?[0-9,.]+ (us|ms|KiB)");
              assertThat(row.itsCost()).matches("[0-9,.]+ (us|ms|KiB)");
              assertThat(row.met()).isIn("yes", "NO", "-");
            });
    assertThat(Table.of(rows).lines().filter(line -> line.startsWith("|")))
        .hasSize(rows.size() + 2);
  }
}
