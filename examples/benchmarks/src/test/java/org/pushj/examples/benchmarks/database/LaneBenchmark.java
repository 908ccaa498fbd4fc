package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.QueuedPingBuilder;
import org.pushj.tck.SubscriptionBuilder;

/**
 * Measures how long claims take on PostgreSQL when 100,000 items are due: all of them in one lane
 * without room, or each in a lane of its own. It is no part of the build; this runs it, in about a
 * minute:
 *
 * <pre>{@code
 * mvn -pl examples/benchmarks -am test -Dtest=LaneBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class LaneBenchmark {
  private static final int MANY = Integer.getInteger("benchmark.items", 100_000);
  private static final int CLAIMS = 200;
  private static final int LIMIT = 100;
  private static final int WIDTH = 8;
  private static final String FULL = "https://full.example/";

  /** Copies the one row that is there; what is to differ is given as JSON. */
  private static final String COPIES =
      """
      INSERT INTO %1$s SELECT (jsonb_populate_record(t,
        jsonb_build_object('id', '00000000-0000-7000-8000-' || lpad(n::text, 12, '0'), %2$s))).*
      FROM %1$s t, generate_series(1, %3$d) n
      """;

  @Test
  void claims_ofWhatIsDue_byLane() throws Exception {
    JpaParts jpa = new JpaParts();
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql("on")) {
      HikariDataSource connections = BenchmarkDatabase.connect(database.url());
      jpa.open(connections, "org.hibernate.jpa.HibernatePersistenceProvider");
      subscriptions(jpa, connections);
      updates(jpa, connections);
      pings(jpa, connections);
      jpa.close();
    }
  }

  private static void subscriptions(JpaParts jpa, HikariDataSource connections) throws Exception {
    Instant due = Instant.now().minusSeconds(3600);
    Function<Claim, List<?>> claim = jpa.store()::claimDue;
    jpa.store().add(SubscriptionBuilder.active().hub(FULL).dueAt(due).build());
    String data = "replace(t.data, t.id, '00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))";
    String later = String.valueOf(Instant.now().plusSeconds(86_400).toEpochMilli());
    copy(
        connections,
        "push_subscription",
        "'due_at', t.due_at + n, 'lease_ends_at', " + later + ", 'data', " + data);
    measure("subscriptions, one full lane", claim, lane -> !lane.contains("full"));
    execute(
        connections,
        "UPDATE push_subscription SET claimed_until = 0, lane = 'https://h' || id ||"
            + " '.example:443'");
    execute(connections, "VACUUM ANALYZE push_subscription");
    measure("subscriptions, a lane each", claim, width());
  }

  private static void updates(JpaParts jpa, HikariDataSource connections) throws Exception {
    SampleUpdates samples = new SampleUpdates(1, 100);
    InboxEntry one = samples.next();
    jpa.inbox().add(one, samples.content(), null);
    copy(connections, "push_update", "'place', t.place + n");
    String full = one.subscription().toString();
    measure(
        "updates, one full lane",
        each -> jpa.inbox().claimDue(each, false),
        lane -> !lane.equals(full));
    measure(
        "updates in order, one full lane",
        each -> jpa.inbox().claimDue(each, true),
        lane -> !lane.equals(full));
    execute(
        connections,
        "UPDATE push_update SET subscription_id = id, claimed_for = NULL, place = 1, due_at = 1");
    execute(connections, "VACUUM ANALYZE push_update");
    measure("updates, a lane each", each -> jpa.inbox().claimDue(each, false), width());
    measure("updates in order, a lane each", each -> jpa.inbox().claimDue(each, true), width());
  }

  private static void pings(JpaParts jpa, HikariDataSource connections) throws Exception {
    Instant due = Instant.now().minusSeconds(3600);
    QueuedPing one = QueuedPingBuilder.asked().hub(FULL).dueAt(due).build();
    Function<Claim, List<?>> claim = jpa.pings()::claimDue;
    jpa.pings().add(List.of(one));
    copy(connections, "push_ping", "'target', 'copy' || n");
    measure("pings, one full lane", claim, lane -> !lane.equals(URI.create(FULL).toString()));
    execute(
        connections,
        "UPDATE push_ping SET hub = 'https://h' || id || '.example/', hub_key = right(id, 22)");
    execute(connections, "VACUUM ANALYZE push_ping");
    measure("pings, a lane each", claim, width());
  }

  private static void measure(
      String what, Function<Claim, List<?>> claim, Predicate<String> lanes) {
    double[] millis = new double[CLAIMS];
    int claimed = 0;
    for (int i = 0; i < CLAIMS; i++) {
      Instant now = Instant.now();
      long start = System.nanoTime();
      claimed += claim.apply(new Claim(now, now.plusSeconds(300), LIMIT, lanes)).size();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%-34s %6d claimed by %d claims: median %.1f ms, 99 of 100 within %.1f ms%n",
        what, claimed, CLAIMS, millis[CLAIMS / 2], millis[CLAIMS * 99 / 100]);
  }

  /** Returns lanes of which each has as many places as run at a time. */
  private static Predicate<String> width() {
    Map<String, Integer> taken = new HashMap<>();
    return lane -> taken.merge(lane, 1, Integer::sum) <= WIDTH;
  }

  private static void copy(HikariDataSource connections, String table, String changes)
      throws Exception {
    execute(connections, COPIES.formatted(table, changes, MANY));
    execute(connections, "ANALYZE " + table);
  }

  private static void execute(HikariDataSource connections, String sql) throws Exception {
    try (var connection = connections.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
