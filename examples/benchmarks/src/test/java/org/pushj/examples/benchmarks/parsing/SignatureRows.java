package org.pushj.examples.benchmarks.parsing;

import java.util.List;
import java.util.stream.Stream;
import org.pushj.examples.benchmarks.table.Family;
import org.pushj.examples.benchmarks.table.JmhRounds;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.examples.benchmarks.table.Row;

/** The verification of signatures, beside a plain {@link javax.crypto.Mac}. */
public final class SignatureRows implements Family {

  /** Makes the family. */
  public SignatureRows() {}

  @Override
  public List<Row> measure(Options options) throws Exception {
    JmhRounds rounds = JmhRounds.of(options, SignatureBenchmark.class);
    return Stream.of(1, 16, 256)
        .map(
            size ->
                Row.compare(
                    "signature, " + size + " KiB",
                    "a Mac kept per thread",
                    rounds.get(SignatureBenchmark.class, "push", size),
                    rounds.get(SignatureBenchmark.class, "plainMac", size)))
        .toList();
  }
}
