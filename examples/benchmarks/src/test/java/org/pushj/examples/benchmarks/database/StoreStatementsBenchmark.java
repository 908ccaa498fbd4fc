package org.pushj.examples.benchmarks.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows the statements that the store sends to PostgreSQL, and how they are executed. It is no part
 * of the build; this runs it, in about a minute:
 *
 * <pre>{@code
 * mvn -pl examples/benchmarks -am test -Dtest=StoreStatementsBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class StoreStatementsBenchmark {
  private static final int ROWS = Integer.getInteger("benchmark.rows", 1_000_000);

  private final StoreBenchmark work = new StoreBenchmark();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.hibernate.jpa.HibernatePersistenceProvider",
        "org.eclipse.persistence.jpa.PersistenceProvider"
      })
  void store_readsNoWholeTable(String provider) throws Exception {
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql("on")) {
      SampleRows.load(database.url(), ROWS);
      JpaParts jpa = new JpaParts();
      jpa.open(StatementAudit.connections(database.url()), provider);
      try (StatementAudit audit = new StatementAudit(database.url())) {
        show(
            "claim of " + StoreBenchmark.BATCH, audit.of(() -> work.claim(jpa, new ClaimedRows())));
        Tokens tokens = new Tokens(ROWS);
        show("look-up", audit.of(() -> work.lookUp(jpa, tokens)));
        StoreBenchmark.Claimed claimed = new StoreBenchmark.Claimed();
        show("renewal", audit.of(() -> work.renewal(jpa, claimed)));
      } finally {
        jpa.close();
      }
    }
  }

  private static void show(String work, StatementAudit.Findings findings) {
    System.out.printf(
        Locale.ROOT,
        "%n%s: %.2f statements, %.2f transactions, %.0f bytes of WAL%n%s%n",
        work,
        findings.statements(),
        findings.transactions(),
        findings.logged(),
        String.join("\n", findings.plans().values()));
    assertThat(findings.plans()).isNotEmpty();
    assertThat(findings.hasSequentialScan()).as("reads a whole table").isFalse();
  }
}
