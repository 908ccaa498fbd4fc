package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.storage.ReaderDatabase;

/**
 * Lets 10,000 updates of 1 MiB wait in the inbox of a reader with a heap of 256 MiB, on PostgreSQL,
 * and reports the live size of the heap; then lets them be delivered. Not part of the build. It
 * takes 30 GiB of disk space and some minutes; run it with:
 *
 * <pre>{@code
 * mvn -pl examples/reader -am test -Dtest=WaitingUpdatesBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>The system properties {@code benchmark.updates}, {@code benchmark.connections} and {@code
 * benchmark.heap}, in MiB, set the number of updates, the number of connections, and the size of
 * the heap.
 */
class WaitingUpdatesBenchmark {
  private final WaitingUpdates run =
      new WaitingUpdates(
          Integer.getInteger("benchmark.updates", 10_000),
          Integer.getInteger("benchmark.connections", 8),
          Integer.getInteger("benchmark.heap", 256));

  @Test
  void updates_thatWait_areNotInTheHeap() {
    BenchmarkReport report = BenchmarkReport.begin(this);
    WaitingUpdates.Result result = run.run(ReaderDatabase.postgres());
    report.print(
        "Updates of 1 MiB, %d at a time, waiting in the inbox of a reader on PostgreSQL"
            .formatted(run.connections()),
        """
        updates that wait                              %,9d
        MiB of the heap at most                        %,9d
        MiB of it that live before the first update    %,9d
        MiB of it that live while all updates wait     %,9d
        seconds until all were acknowledged            %,9.1f
        answers other than 2xx                         %9s
        seconds until all were delivered, at a restart %,9.1f
        not delivered                                  %,9d\
        """,
        result.waiting(),
        run.heapMebibytes(),
        result.livingBefore(),
        result.living(),
        BenchmarkReport.seconds(result.sending()),
        result.others(),
        BenchmarkReport.seconds(result.listing()),
        result.missing());
    assertThat(result.acknowledged()).isEqualTo(run.updates());
    assertThat(result.missing()).isZero();
  }
}
