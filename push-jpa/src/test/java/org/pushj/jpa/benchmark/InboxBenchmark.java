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
import org.pushj.spi.UpdateInbox;

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
  private static final int WAITING = 10_000;
  private static final String HIBERNATE = "org.hibernate.jpa.HibernatePersistenceProvider";
  private static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";

  private final BenchmarkOptions options = BenchmarkOptions.fromSystemProperties();
  private final BenchmarkReport report = new BenchmarkReport();

  @Test
  void inbox_isMeasured_besidePlainJdbc() throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.start()) {
      DataSource durable = database.durable();
      PushSchema.create(durable);
      database.execute(JdbcAdditions.TABLE);
      report.begin(getClass(), "updates of 16 KiB", options, database);
      Race race = new Race(options, new Stopwatch(database.process()));
      try (EntityManagerFactory hibernate = factory(HIBERNATE, durable);
          EntityManagerFactory eclipseLink = factory(ECLIPSELINK, durable)) {
        UpdateInbox one = new JpaUpdateInbox(TransactionBoundary.resourceLocal(hibernate));
        UpdateInbox two = new JpaUpdateInbox(TransactionBoundary.resourceLocal(eclipseLink));
        additions(race, durable, one, two);
        database.execute("TRUNCATE push_update");
        deliveries(race, one);
        claims(race, database, one);
      }
      report.end();
    }
  }

  private void additions(Race race, DataSource database, UpdateInbox one, UpdateInbox two)
      throws Exception {
    report.race(
        "Additions, each durable; the goal of the inbox is 0.70",
        "updates",
        race.run(
            options.threads(),
            List.of(
                new Crew("JDBC, id and content", () -> new JdbcAdditions(database, updates())),
                new Crew("JpaUpdateInbox, Hibernate", () -> new InboxAdditions(one, updates())),
                new Crew(
                    "JpaUpdateInbox, EclipseLink", () -> new InboxAdditions(two, updates())))));
  }

  private void deliveries(Race race, UpdateInbox inbox) throws Exception {
    report.race(
        "Whole lives: added, claimed, read and completed",
        "updates",
        race.run(
            options.threads(),
            List.of(
                new Crew("in any order", () -> new InboxDeliveries(inbox, updates(), false)),
                new Crew("in order", () -> new InboxDeliveries(inbox, updates(), true)))));
  }

  private void claims(Race race, BenchmarkDatabase database, UpdateInbox inbox) throws Exception {
    for (int subscriptions : List.of(1, 100, 10_000)) {
      InboxClaims.load(database, subscriptions, WAITING / subscriptions);
      report.race(
          "Claims in order that find nothing: %,d wait behind one that failed, in %,d subscriptions"
              .formatted(WAITING, subscriptions),
          "claims",
          race.run(List.of(1), List.of(new Crew("JpaUpdateInbox", () -> new InboxClaims(inbox)))));
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
