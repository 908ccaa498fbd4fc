package org.pushj.examples.benchmarks.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;

/** Claims in order while many updates wait, beside claims in any order, on H2 and PostgreSQL. */
public final class WaitingInboxRows implements Family {
  private static final String H2 = "H2";
  private static final String ANY_ORDER = "claim of 16 in any order, all are due";

  /** The goal on H2. */
  private static final double LIMIT_MILLIS = 20;

  /** Makes the family. */
  public WaitingInboxRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (BenchmarkDatabase due = BenchmarkDatabase.h2();
        BenchmarkDatabase blocked = BenchmarkDatabase.h2()) {
      rows.addAll(rows(H2, due, blocked, options));
    }
    try (BenchmarkDatabase due = BenchmarkDatabase.postgreSql(options.commits());
        BenchmarkDatabase blocked = BenchmarkDatabase.postgreSql(options.commits())) {
      rows.addAll(rows("PostgreSQL", due, blocked, options));
    }
    return rows;
  }

  private static List<Row> rows(
      String name, BenchmarkDatabase due, BenchmarkDatabase blocked, Options options)
      throws Exception {
    WaitingUpdates.load(due, options.provider(), options.waiting(), false);
    WaitingUpdates.load(blocked, options.provider(), options.waiting(), true);
    JmhRounds whenDue = due.rounds(options, one("claimInOrder"), one("claimInAnyOrder"));
    JmhRounds whenBlocked = blocked.rounds(options, one("claimNothing"));
    for (int i = 0; i < options.rounds(); i++) {
      whenDue.measureOnce();
      whenBlocked.measureOnce();
    }
    double anyOrder = whenDue.get(WaitingInboxBenchmark.class, "claimInAnyOrder").millis();
    double inOrder = whenDue.get(WaitingInboxBenchmark.class, "claimInOrder").millis();
    double nothing = whenBlocked.get(WaitingInboxBenchmark.class, "claimNothing").millis();
    String isDue = what(name + ", claim of 16 in order, %,d are due", options);
    String isBlocked = what(name + ", claim in order, %,d wait behind failed ones", options);
    return name.equals(H2)
        ? List.of(
            Row.amount(isDue, ANY_ORDER, inOrder, anyOrder, "ms", LIMIT_MILLIS),
            Row.amount(isBlocked, ANY_ORDER, nothing, anyOrder, "ms", LIMIT_MILLIS))
        : List.of(
            Row.amount(isDue, ANY_ORDER, inOrder, anyOrder, "ms"),
            Row.amount(isBlocked, ANY_ORDER, nothing, anyOrder, "ms"));
  }

  private static String one(String method) {
    return JmhRounds.one(WaitingInboxBenchmark.class, method);
  }

  private static String what(String text, Options options) {
    return "inbox on " + String.format(Locale.ROOT, text, options.waiting());
  }
}
