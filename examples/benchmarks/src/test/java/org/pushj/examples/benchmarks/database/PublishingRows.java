package org.pushj.examples.benchmarks.database;

import java.util.List;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;

/** {@code publishLater} with a queue on PostgreSQL, beside a plain insert. */
public final class PublishingRows implements Family {

  /** Makes the family. */
  public PublishingRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql(options.commits())) {
      JmhRounds rounds = database.rounds(options, JmhRounds.all(PublishingBenchmark.class));
      rounds.measure();
      return List.of(
          Row.compare(
              "publishLater, queue on PostgreSQL",
              "JDBC, insert of hub and topic",
              rounds.get(PublishingBenchmark.class, "publishLater"),
              rounds.get(PublishingBenchmark.class, "insert")));
    }
  }
}
