package org.pushj.examples.benchmarks.database;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pushj.jpa.JpaPingQueue;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.JpaUpdateInbox;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.PingQueue;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;

/** The store and the inbox as an application makes them, with nothing tuned. */
@State(Scope.Benchmark)
public class JpaParts {
  private HikariDataSource connections;
  private EntityManagerFactory factory;
  private TransactionBoundary boundary;
  private SubscriptionStore store;
  private UpdateInbox inbox;

  /** Opens them on the database of the run. */
  @Setup
  public void open() {
    open(
        BenchmarkDatabase.connect(System.getProperty(BenchmarkDatabase.URL)),
        System.getProperty(BenchmarkDatabase.PROVIDER));
  }

  /**
   * Opens them.
   *
   * @param provider the class of the provider of Jakarta Persistence
   */
  void open(HikariDataSource database, String provider) {
    connections = database;
    factory =
        PushPersistence.from(
            database,
            Map.of(
                "jakarta.persistence.provider", provider, "eclipselink.logging.level", "WARNING"));
    boundary = TransactionBoundary.resourceLocal(factory);
    store = new JpaSubscriptionStore(boundary);
    inbox = new JpaUpdateInbox(boundary);
  }

  /** Opens them on a database. */
  public static JpaParts on(String url, String provider) {
    JpaParts parts = new JpaParts();
    parts.open(BenchmarkDatabase.connect(url), provider);
    return parts;
  }

  /** Closes all. */
  @TearDown
  public void close() {
    factory.close();
    connections.close();
  }

  TransactionBoundary boundary() {
    return boundary;
  }

  PingQueue pings() {
    return new JpaPingQueue(boundary);
  }

  /** Returns the store. */
  public SubscriptionStore store() {
    return store;
  }

  /** Returns the inbox. */
  public UpdateInbox inbox() {
    return inbox;
  }
}
