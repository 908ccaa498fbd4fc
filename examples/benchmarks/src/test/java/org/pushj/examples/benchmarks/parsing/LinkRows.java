package org.pushj.examples.benchmarks.parsing;

import java.util.ArrayList;
import java.util.List;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Rounds;
import org.pushj.examples.benchmarks.table.Row;

/** The parser of {@code Link} headers, beside Spring HATEOAS and beside a scan in one pass. */
public final class LinkRows implements Family {
  private static final double GOAL = 1.5;

  /** Makes the family. */
  public LinkRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    JmhRounds rounds = JmhRounds.of(options, LinkBenchmark.class);
    List<Row> rows = new ArrayList<>();
    for (LinkBenchmark.Header each : LinkBenchmark.Header.values()) {
      Rounds push = rounds.get(LinkBenchmark.class, "push", each);
      rows.add(
          Row.compare(
              what(each),
              "Spring HATEOAS",
              push,
              rounds.get(LinkBenchmark.class, "springHateoas", each),
              GOAL));
      rows.add(
          Row.compare(
              what(each),
              "a one-pass scan",
              push,
              rounds.get(LinkBenchmark.class, "onePass", each)));
    }
    return rows;
  }

  private static String what(LinkBenchmark.Header header) {
    return switch (header) {
      case TWO_LINKS -> "Link header, 2 links";
      case TWENTY_LINKS -> "Link header, 20 links with 6 quoted parameters";
    };
  }
}
