package org.pushj.examples.benchmarks.callback;

import java.util.List;
import java.util.stream.IntStream;
import org.pushj.examples.benchmarks.database.BenchmarkDatabase;
import org.pushj.examples.benchmarks.database.JpaParts;
import org.pushj.examples.benchmarks.database.SampleRows;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;
import org.pushj.examples.benchmarks.table.Row;

/**
 * The callback endpoint beside a bare servlet, each in a Jetty of its own. What is compared is the
 * processor time of its process, without that of PostgreSQL.
 */
public final class CallbackRows implements Family {
  private static final List<Integer> SIZES = List.of(1, 16, 256);
  private static final String LOOK_UP = "bare servlet, look-up by JDBC";

  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison(
              "in memory",
              Endpoint.MEMORY,
              "bare servlet",
              Endpoint.BARE,
              List.of(0.9, 0.93, 0.97)),
          new Comparison(
              "on JPA",
              Endpoint.JPA,
              LOOK_UP,
              Endpoint.BARE_WITH_LOOK_UP,
              List.of(0.85, 0.85, 0.85)),
          new Comparison(
              "with look-ups kept",
              Endpoint.CACHED,
              "bare servlet",
              Endpoint.BARE,
              List.of(0.9, 0.9, 0.9)),
          new Comparison(
              "on JPA with inbox", Endpoint.INBOX, LOOK_UP, Endpoint.BARE_WITH_LOOK_UP, List.of()));

  /** Makes the family. */
  public CallbackRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql(options.commits())) {
      SampleRows.load(database.url(), options.rows().get(0));
      JpaParts jpa = JpaParts.on(database.url(), options.provider());
      jpa.store().add(Endpoint.subscription());
      jpa.close();
      try (LoadedEndpoints endpoints = new LoadedEndpoints(database.url(), options, SIZES)) {
        endpoints.measure();
        return COMPARISONS.stream().flatMap(each -> each.rows(endpoints).stream()).toList();
      }
    }
  }

  /**
   * An endpoint beside another.
   *
   * @param goals the least ratio for each size; empty if there is none
   */
  private record Comparison(
      String what, Endpoint ours, String beside, Endpoint theirs, List<Double> goals) {

    private List<Row> rows(LoadedEndpoints endpoints) {
      return IntStream.range(0, SIZES.size()).mapToObj(i -> row(i, endpoints)).toList();
    }

    private Row row(int index, LoadedEndpoints endpoints) {
      int size = SIZES.get(index);
      String name = "callback " + what + ", " + size + " KiB";
      Rounds our = endpoints.get(ours, size);
      Rounds their = endpoints.get(theirs, size);
      return goals.isEmpty()
          ? Row.compare(name, beside, our, their)
          : Row.compare(name, beside, our, their, goals.get(index));
    }
  }
}
