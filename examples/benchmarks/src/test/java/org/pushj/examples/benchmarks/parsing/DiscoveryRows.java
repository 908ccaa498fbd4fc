package org.pushj.examples.benchmarks.parsing;

import java.util.ArrayList;
import java.util.List;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;
import org.pushj.examples.benchmarks.table.Row;

/** Discovery in a feed, beside StAX that stops at the first entry, and beside jsoup. */
public final class DiscoveryRows implements Family {

  /** Makes the family. */
  public DiscoveryRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    JmhRounds rounds = JmhRounds.of(options, DiscoveryBenchmark.class);
    List<Row> rows = new ArrayList<>();
    for (int entries : new int[] {16, 1000}) {
      String what = "discovery, feed of " + entries + " KiB";
      Rounds push = rounds.get(DiscoveryBenchmark.class, "push", entries);
      rows.add(
          Row.compare(
              what,
              "StAX to the first entry",
              push,
              rounds.get(DiscoveryBenchmark.class, "stax", entries)));
      rows.add(
          Row.compare(what, "jsoup", push, rounds.get(DiscoveryBenchmark.class, "jsoup", entries)));
    }
    return rows;
  }
}
