package org.pushj.examples.benchmarks.database;

import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pushj.publisher.Publisher;

/** Announces changes, each of another topic, and sends no pings. */
public class PublishingBenchmark {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final String INSERT = "INSERT INTO plain_ping (hub, topic) VALUES (?, ?)";

  /** Announces a change through a queue in the database. */
  @Benchmark
  public void publishLater(OpenPublisher publisher, Topics topics) {
    publisher.open.publishLater(URI.create(topics.next()));
  }

  /** Inserts hub and topic by plain JDBC. */
  @Benchmark
  public int insert(JdbcConnection jdbc, PlainPings pings, Topics topics) throws SQLException {
    int inserted = jdbc.statement(INSERT, HUB.toString(), topics.next()).executeUpdate();
    jdbc.giveBack();
    return inserted;
  }

  /** A publisher with one hub. */
  @State(Scope.Benchmark)
  public static class OpenPublisher {
    private Publisher open;

    /** Opens it on the database. */
    @Setup
    public void open(JpaParts jpa) {
      open = Publisher.builder().hubs(HUB).queue(jpa.pings()).build();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      open.close();
    }
  }

  /** Topics that were never announced before. */
  @State(Scope.Benchmark)
  public static class Topics {
    private final AtomicLong number = new AtomicLong(System.nanoTime());

    private String next() {
      return "https://blog.example/" + number.incrementAndGet();
    }
  }

  /** The table, which is there while it is measured. */
  @State(Scope.Benchmark)
  public static class PlainPings {

    /** Makes the table. */
    @Setup
    public void create() throws SQLException {
      SampleRows.execute(
          "CREATE TABLE plain_ping (hub VARCHAR(2000), topic VARCHAR(2000) PRIMARY KEY)");
    }

    /** Removes the table. */
    @TearDown
    public void drop() throws SQLException {
      SampleRows.execute("DROP TABLE plain_ping");
    }
  }
}
