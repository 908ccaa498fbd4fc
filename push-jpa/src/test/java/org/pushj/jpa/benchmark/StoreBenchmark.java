package org.pushj.jpa.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.PushSchema;

/**
 * Measures the store on PostgreSQL with a million subscriptions, beside bare SQL and beside
 * db-scheduler in the same run. It is no part of the build; this runs it, in less than ten minutes:
 *
 * <pre>{@code
 * mvn -pl push-jpa -am test -Dtest=StoreBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>{@link BenchmarkOptions} tells how to run parts of it, or a shorter one. What is due never
 * runs out: whoever claims or renews a subscription puts it at the end of the queue, with the
 * present as its due time.
 */
class StoreBenchmark {
  private static final int BATCH = 100;

  private final BenchmarkOptions options = BenchmarkOptions.fromSystemProperties();
  private final BenchmarkReport report = new BenchmarkReport();

  @Test
  void store_isMeasured_besideBareSqlAndDbScheduler() throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.start()) {
      PushSchema.create(database.quick());
      SampleRows.loadSubscriptions(database, options.rows());
      String rows = String.format(Locale.ROOT, "%,d subscriptions, all due", options.rows());
      report.begin(getClass(), rows, options, database);
      Race race = new Race(options, new Stopwatch(database.process()));
      if (options.parts().contains("claims")) {
        claims(race, database.quick());
      }
      if (options.parts().contains("lookups")) {
        lookUps(race, database.quick());
      }
      if (options.parts().contains("renewals")) {
        SampleRows.loadTasks(database);
        renewals("commits do not wait for the disk", race, database.quick());
        renewals("commits wait for the disk", race, database.durable());
      }
      if (options.parts().contains("statements")) {
        statements(database);
      }
      report.end();
    }
  }

  private void claims(Race race, DataSource database) throws Exception {
    try (MeasuredStore hibernate = MeasuredStore.onHibernate(database);
        MeasuredStore eclipseLink = MeasuredStore.onEclipseLink(database)) {
      report.race(
          "Claims of 100; the goal of the store is 0.80",
          "batches",
          race.run(
              options.threads(),
              List.of(
                  new Crew("JDBC, one statement", () -> new JdbcClaims(database, BATCH)),
                  hibernate.crew(store -> new StoreClaims(store, BATCH)),
                  eclipseLink.crew(store -> new StoreClaims(store, BATCH)),
                  new Crew(
                      "JDBC, a statement per row", () -> new RowByRowClaims(database, BATCH)))));
    }
  }

  private void lookUps(Race race, DataSource database) throws Exception {
    Tokens tokens = Tokens.sample(database);
    try (MeasuredStore hibernate = MeasuredStore.onHibernate(database);
        MeasuredStore eclipseLink = MeasuredStore.onEclipseLink(database)) {
      report.race(
          "Look-ups by callback token; the goal of the store is 0.90",
          "look-ups",
          race.run(
              List.of(1),
              List.of(
                  new Crew("JDBC", () -> new JdbcLookups(database, tokens)),
                  hibernate.crew(store -> new StoreLookups(store, tokens)),
                  eclipseLink.crew(store -> new StoreLookups(store, tokens)))));
    }
  }

  private void renewals(String commits, Race race, DataSource database) throws Exception {
    try (MeasuredStore hibernate = MeasuredStore.onHibernate(database);
        MeasuredStore eclipseLink = MeasuredStore.onEclipseLink(database)) {
      report.race(
          "Renewals, " + commits + "; the goal of the store is 1.00",
          "renewals",
          race.run(
              options.threads(),
              List.of(
                  SchedulerRenewals.empty(database, BATCH),
                  SchedulerRenewals.withData(database, BATCH),
                  hibernate.crew(store -> new StoreRenewals(store, BATCH)),
                  eclipseLink.crew(store -> new StoreRenewals(store, BATCH)))));
    }
  }

  private void statements(BenchmarkDatabase database) throws Exception {
    try (StatementAudit audit = new StatementAudit(database);
        MeasuredStore hibernate = MeasuredStore.onHibernate(audit.connections());
        MeasuredStore eclipseLink = MeasuredStore.onEclipseLink(audit.connections())) {
      Tokens tokens = Tokens.sample(database.quick());
      for (MeasuredStore each : List.of(hibernate, eclipseLink)) {
        statements(audit, each, "claim of 100", new StoreClaims(each.store(), BATCH));
        statements(audit, each, "look-up", new StoreLookups(each.store(), tokens));
        statements(audit, each, "renewal", new StoreRenewals(each.store(), BATCH));
      }
    }
  }

  private void statements(StatementAudit audit, MeasuredStore store, String work, Worker worker)
      throws SQLException {
    StatementAudit.Findings findings = audit.of(worker);
    report.statements(store.provider() + ", " + work, findings);
    assertThat(findings.plans()).isNotEmpty();
    assertThat(findings.hasSequentialScan()).as("reads a whole table").isFalse();
  }
}
