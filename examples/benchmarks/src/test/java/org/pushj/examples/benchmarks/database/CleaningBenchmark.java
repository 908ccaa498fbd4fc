package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/**
 * Measures how fast updates that are done are removed, while as many threads as there are
 * processors add, deliver and keep others. It is no part of the build; this runs it, in about two
 * minutes:
 *
 * <pre>{@code
 * mvn -pl examples/benchmarks -am test -Dtest=CleaningBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class CleaningBenchmark {
  private static final int DONE = Integer.getInteger("benchmark.done", 200_000);
  private static final int BATCH = 500;
  private static final int CLAIM = 16;
  private static final int SUBSCRIPTIONS = 1000;
  private static final int LENGTH = 4 << 10;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  /** Makes copies of the one update that is there. */
  private static final String COPIES =
      """
      INSERT INTO push_update
        (id, subscription_id, topic, hub, resource, headers, signature, received_at, sha256,
          content_length, state, attempts, settled_at, version, arrival, content)
      SELECT lpad(n::text, 36, '0'), subscription_id, topic, hub, resource, headers, signature,
        received_at, sha256, content_length, 'DONE', 1, n, 2, n, content
      FROM push_update, generate_series(1, %d) n
      """;

  @Test
  void done_isRemoved_whileUpdatesCome() throws Exception {
    JpaParts jpa = new JpaParts();
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql("on")) {
      HikariDataSource connections = BenchmarkDatabase.connect(database.url());
      jpa.open(connections, "org.hibernate.jpa.HibernatePersistenceProvider");
      fill(jpa.inbox(), connections);
      measure(jpa.inbox());
      jpa.close();
    }
  }

  private static void fill(UpdateInbox inbox, HikariDataSource connections) throws Exception {
    SampleUpdates updates = new SampleUpdates(1, LENGTH);
    inbox.add(updates.next(), updates.content(), null);
    try (var connection = connections.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(COPIES.formatted(DONE));
      statement.execute("ANALYZE push_update");
    }
  }

  private static void measure(UpdateInbox inbox) throws Exception {
    AtomicLong lived = new AtomicLong();
    ExecutorService others = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < THREADS; i++) {
      others.execute(
          () -> {
            SampleUpdates updates = new SampleUpdates(SUBSCRIPTIONS, LENGTH);
            while (!others.isShutdown()) {
              lived.addAndGet(live(inbox, updates));
            }
          });
    }
    Instant start = Instant.now();
    long removed = 0;
    Duration longest = Duration.ZERO;
    int last = BATCH;
    while (last == BATCH) {
      Instant begun = Instant.now();
      last = inbox.purgeDone(start, BATCH);
      removed += last;
      Duration took = Duration.between(begun, Instant.now());
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    long kept = lived.get();
    others.shutdown();
    others.awaitTermination(1, TimeUnit.MINUTES);
    System.out.printf(
        "removed %d in %.1f s: %.0f a second, %d ms for a batch at most;"
            + " meanwhile %.0f a second were added, delivered and kept by %d threads%n",
        removed, seconds, removed / seconds, longest.toMillis(), kept / seconds, THREADS);
  }

  private static int live(UpdateInbox inbox, SampleUpdates updates) {
    for (int i = 0; i < CLAIM; i++) {
      InboxEntry update = updates.next();
      inbox.add(update, updates.content(), update.receivedAt().minusSeconds(60));
    }
    Instant now = Instant.now();
    int done = 0;
    for (InboxEntry each : inbox.claimDue(Claim.of(now, now.plusSeconds(300), CLAIM), false)) {
      done += inbox.complete(each, Instant.now(), true) ? 1 : 0;
    }
    return done;
  }
}
