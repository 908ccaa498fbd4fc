package org.pushj.examples.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pushj.examples.benchmarks.callback.CallbackRows;
import org.pushj.examples.benchmarks.database.InboxRows;
import org.pushj.examples.benchmarks.database.PublishingRows;
import org.pushj.examples.benchmarks.database.SizeRows;
import org.pushj.examples.benchmarks.database.StoreRows;
import org.pushj.examples.benchmarks.database.WaitingInboxRows;
import org.pushj.examples.benchmarks.footprint.FootprintRows;
import org.pushj.examples.benchmarks.parsing.DiscoveryRows;
import org.pushj.examples.benchmarks.parsing.LinkRows;
import org.pushj.examples.benchmarks.parsing.SignatureRows;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;
import org.pushj.examples.benchmarks.table.Table;

/**
 * Measures all, and prints the table. It is no part of the build; this runs it:
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -am -pl examples/benchmarks -Dbenchmarks="only=links rounds=5"
 * }</pre>
 *
 * <p>{@link Options} tells what can be set.
 */
public final class Benchmarks {
  private static final Map<String, Family> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("callback", new CallbackRows());
    FAMILIES.put("links", new LinkRows());
    FAMILIES.put("discovery", new DiscoveryRows());
    FAMILIES.put("signatures", new SignatureRows());
    FAMILIES.put("store", new StoreRows());
    FAMILIES.put("size", new SizeRows());
    FAMILIES.put("inbox", new InboxRows());
    FAMILIES.put("waiting", new WaitingInboxRows());
    FAMILIES.put("publishing", new PublishingRows());
    FAMILIES.put("footprint", new FootprintRows());
  }

  private Benchmarks() {}

  /** Measures what the options ask for. */
  public static void main(String... arguments) throws Exception {
    System.out.print(Table.of(measure(Options.of(arguments))));
  }

  static List<Row> measure(Options options) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, Family> each : FAMILIES.entrySet()) {
      if (options.only().matcher(each.getKey()).find()) {
        System.err.println("Measuring " + each.getKey());
        rows.addAll(each.getValue().measure(options));
      }
    }
    return rows;
  }
}
