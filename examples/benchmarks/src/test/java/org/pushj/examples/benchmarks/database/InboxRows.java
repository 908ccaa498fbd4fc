package org.pushj.examples.benchmarks.database;

import java.util.ArrayList;
import java.util.List;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;
import org.pushj.examples.benchmarks.table.Row;

/** The inbox on PostgreSQL, beside plain JDBC that inserts the same bytes with an id. */
public final class InboxRows implements Family {
  private static final String INSERT = "JDBC, insert of the content";

  /** Makes the family. */
  public InboxRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql(options.commits())) {
      JmhRounds rounds =
          database.rounds(
              options,
              JmhRounds.all(InboxBenchmark.class),
              JmhRounds.all(JdbcInboxBenchmark.class));
      rounds.measure();
      Rounds insert = rounds.get(JdbcInboxBenchmark.class, "add");
      List<Row> rows = new ArrayList<>();
      rows.add(row("addition", insert, rounds.get(InboxBenchmark.class, "add")));
      rows.add(row("whole life", insert, rounds.get(InboxBenchmark.class, "wholeLife")));
      rows.add(
          row("whole life in order", insert, rounds.get(InboxBenchmark.class, "wholeLifeInOrder")));
      return rows;
    }
  }

  private static Row row(String what, Rounds insert, Rounds inbox) {
    return Row.compare("inbox on PostgreSQL, 16 KiB, " + what, INSERT, inbox, insert);
  }
}
