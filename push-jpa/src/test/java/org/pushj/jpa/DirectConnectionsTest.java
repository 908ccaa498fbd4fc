package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Subscription;
import org.pushj.jpa.connections.DirectConnections;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/** What goes past the provider is committed, or is not done at all. */
@Tag("persistence-3.1")
class DirectConnectionsTest {

  @ParameterizedTest
  @EnumSource
  void statement_isRun_whenTheConnectionCommitsByItself(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      assertThat(isDirect(factory)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void replace_isCommitted_whenTheConnectionsDoNotCommitByThemselves(TestProvider provider) {
    try (HikariDataSource schema = TestDatabase.H2.open();
        HikariDataSource dataSource = withoutAutoCommit(schema);
        EntityManagerFactory factory = provider.open(dataSource)) {
      assertThat(isDirect(factory)).isFalse();
      SubscriptionStore store = new JpaSubscriptionStore(boundary(factory));
      Subscription read = added(store);

      assertThat(store.replace(read, read.withDueAt(ManualClock.START))).isPresent();

      assertThat(dueAt(schema)).isEqualTo(Long.toString(ManualClock.START.toEpochMilli()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void replace_takesPartInTheTransactionOfTheCaller(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      TransactionBoundary boundary = boundary(factory);
      SubscriptionStore store = new JpaSubscriptionStore(boundary);
      Subscription read = added(store);

      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(
              () ->
                  boundary.run(
                      entities -> {
                        assertThat(store.replace(read, read.withDueAt(ManualClock.START)))
                            .isPresent();
                        throw new ArithmeticException();
                      }));

      assertThat(store.findById(read.id())).contains(read);
    }
  }

  @ParameterizedTest
  @EnumSource
  void statementsTogether_areRolledBack_whenOneFails(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      SubscriptionStore store = new JpaSubscriptionStore(boundary(factory));
      Subscription read = added(store);

      assertThatExceptionOfType(PersistenceException.class)
          .isThrownBy(
              () ->
                  DirectConnections.of(factory)
                      .callTogether(
                          statements -> {
                            statements.run(Sql.of("DELETE FROM push_subscription"));
                            return statements.run(Sql.of("DELETE FROM nothing"));
                          },
                          () -> 0));

      assertThat(store.findById(read.id())).contains(read);
      assertThat(isDirect(factory)).isTrue();
    }
  }

  private static boolean isDirect(EntityManagerFactory factory) {
    return DirectConnections.of(factory).call(statements -> true, () -> false);
  }

  private static TransactionBoundary boundary(EntityManagerFactory factory) {
    return TransactionBoundary.resourceLocal(factory);
  }

  private static HikariDataSource withoutAutoCommit(HikariDataSource same) {
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(same.getJdbcUrl());
    dataSource.setAutoCommit(false);
    return dataSource;
  }

  private static Subscription added(SubscriptionStore store) {
    Subscription subscription =
        SubscriptionBuilder.active().dueAt(ManualClock.START.plusSeconds(1)).build();
    assertThat(store.add(subscription)).isTrue();
    return store.findById(subscription.id()).orElseThrow();
  }

  private static String dueAt(HikariDataSource dataSource) {
    return TestDatabase.text(dataSource, "SELECT due_at FROM push_subscription");
  }
}
