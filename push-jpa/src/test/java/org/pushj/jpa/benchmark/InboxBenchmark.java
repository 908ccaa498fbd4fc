package org.pushj.jpa.benchmark;

import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.JpaUpdateInbox;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.PushSchema;
import org.pushj.jpa.TransactionBoundary;

/**
 * Measures the inbox on PostgreSQL beside plain JDBC in the same run. It is no part of the build;
 * this runs it, in about three minutes:
 *
 * <pre>{@code
 * mvn -pl push-jpa -am test -Dtest=InboxBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class InboxBenchmark {
  private static final int SUBSCRIPTIONS = 1000;
  private static final int LENGTH = 16 << 10;

  private final BenchmarkOptions options = BenchmarkOptions.fromSystemProperties();
  private final BenchmarkReport report = new BenchmarkReport();

  @Test
  void inbox_isMeasured_besidePlainJdbc() throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.start()) {
      DataSource durable = database.durable();
      PushSchema.create(durable);
      database.execute(JdbcAdditions.TABLE);
      report.begin(options, database);
      Race race = new Race(options, new Stopwatch(database.process()));
      try (EntityManagerFactory hibernate =
              factory("org.hibernate.jpa.HibernatePersistenceProvider", durable);
          EntityManagerFactory eclipseLink =
              factory("org.eclipse.persistence.jpa.PersistenceProvider", durable)) {
        JpaUpdateInbox one = new JpaUpdateInbox(TransactionBoundary.resourceLocal(hibernate));
        JpaUpdateInbox two = new JpaUpdateInbox(TransactionBoundary.resourceLocal(eclipseLink));
        report.race(
            "Updates of 16 KiB that are added, each durable; the goal of the inbox is 0.70",
            "updates",
            race.run(
                options.threads(),
                List.of(
                    new Crew("JDBC, id and content", () -> new JdbcAdditions(durable, updates())),
                    new Crew("JpaUpdateInbox, Hibernate", () -> new InboxAdditions(one, updates())),
                    new Crew(
                        "JpaUpdateInbox, EclipseLink", () -> new InboxAdditions(two, updates())))));
        report.race(
            "Updates that are added, claimed, read and completed",
            "updates",
            race.run(
                options.threads(),
                List.of(
                    new Crew("in any order", () -> new InboxDeliveries(one, updates(), false)),
                    new Crew("in order", () -> new InboxDeliveries(one, updates(), true)))));
      }
      report.end();
    }
  }

  private static SampleUpdates updates() {
    return new SampleUpdates(SUBSCRIPTIONS, LENGTH);
  }

  private static EntityManagerFactory factory(String provider, DataSource database) {
    return PushPersistence.from(
        database,
        Map.of("jakarta.persistence.provider", provider, "eclipselink.logging.level", "WARNING"));
  }
}
