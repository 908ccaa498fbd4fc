package org.pushj.examples.benchmarks.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;

/**
 * The store on PostgreSQL, beside plain JDBC and beside db-scheduler, and with many subscriptions
 * beside few.
 */
public final class StoreRows implements Family {
  private static final double LOOK_UP_GOAL = 0.95;
  private static final double CLAIM_GOAL = 0.8;
  private static final double RENEWAL_GOAL = 1;

  /** Makes the family. */
  public StoreRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    List<SizedStore> stores = new ArrayList<>();
    try {
      for (int rows : options.rows()) {
        stores.add(new SizedStore(options, rows));
      }
      SizedStore largest = stores.get(stores.size() - 1);
      largest.renewWith(options.threads());
      for (int i = 0; i < options.rounds(); i++) {
        for (SizedStore each : stores) {
          each.measureOnce();
        }
      }
      List<Row> rows = new ArrayList<>(besideOthers(largest, options.threads()));
      rows.addAll(growth(stores.get(0), largest));
      return rows;
    } finally {
      for (SizedStore each : stores) {
        each.close();
      }
    }
  }

  private static List<Row> besideOthers(SizedStore store, List<Integer> threads) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.compare(
            what("look-up", store),
            "JDBC",
            store.get(StoreBenchmark.class, "lookUp"),
            store.get(JdbcStoreBenchmark.class, "lookUp"),
            LOOK_UP_GOAL));
    rows.add(
        Row.compareByClock(
            what("claim of " + StoreBenchmark.BATCH, store),
            "JDBC, one statement",
            store.get(StoreBenchmark.class, "claim"),
            store.get(JdbcStoreBenchmark.class, "claim"),
            CLAIM_GOAL));
    for (int each : threads) {
      rows.add(
          Row.compare(
              what("renewal", store) + ", threads: " + each,
              "db-scheduler, same data",
              store.get(each, StoreBenchmark.class, "renewal"),
              store.get(each, SchedulerBenchmark.class, "renewal"),
              RENEWAL_GOAL));
    }
    return rows;
  }

  private static List<Row> growth(SizedStore small, SizedStore large) {
    return List.of("lookUp", "claim", "renewal").stream()
        .map(
            method ->
                Row.compare(
                    what(name(method), large),
                    "with " + count(small),
                    large.get(StoreBenchmark.class, method),
                    small.get(StoreBenchmark.class, method)))
        .toList();
  }

  private static String name(String method) {
    return switch (method) {
      case "lookUp" -> "look-up";
      case "claim" -> "claim of " + StoreBenchmark.BATCH + ", put back";
      default -> method;
    };
  }

  private static String what(String work, SizedStore store) {
    return "store of " + count(store) + ", " + work;
  }

  private static String count(SizedStore store) {
    return String.format(Locale.ROOT, "%,d", store.rows());
  }
}
