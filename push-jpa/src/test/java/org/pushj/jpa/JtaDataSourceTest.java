package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/**
 * Transactions of push on a data source whose connections take part in those of JTA: within one of
 * the application, push changes, commits and rolls back nothing.
 */
@Tag("persistence-3.1")
class JtaDataSourceTest {
  private static final String REMEDY = "non-JTA data source";

  static Stream<Arguments> factories() {
    return Stream.of(TestDatabase.H2, TestDatabase.POSTGRESQL)
        .flatMap(
            database ->
                Stream.of(TestProvider.values())
                    .flatMap(
                        provider ->
                            Stream.of(true, false)
                                .map(isPush -> Arguments.of(database, provider, isPush))));
  }

  @ParameterizedTest(name = "{0} {1} of push: {2}")
  @MethodSource("factories")
  void push_leavesTheTransactionAlone(
      TestDatabase database, TestProvider provider, boolean isFactoryOfPush) {
    leavesTheTransactionAlone(database, provider, isFactoryOfPush);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("heavy")
  void push_leavesTheTransactionAlone_onMariaDb(TestProvider provider) {
    leavesTheTransactionAlone(TestDatabase.MARIADB, provider, true);
    leavesTheTransactionAlone(TestDatabase.MARIADB, provider, false);
  }

  private static void leavesTheTransactionAlone(
      TestDatabase database, TestProvider provider, boolean isFactoryOfPush) {
    try (JtaPool pool = JtaPool.open(database);
        EntityManagerFactory factory =
            isFactoryOfPush
                ? provider.open(pool.dataSource())
                : provider.openApplication(pool.dataSource())) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscription before = added(new JpaSubscriptionStore(boundary));

      pool.rollBack(() -> isRefused(pool.dataSource(), boundary, before));
      assertThat(notes(pool.dataSource())).isZero();

      pool.commit(() -> isRefused(pool.dataSource(), boundary, before));
      assertThat(notes(pool.dataSource())).isOne();
      assertThat(subscriptions(pool.dataSource())).isOne();

      boundary.run(entities -> entities.createNativeQuery(insertNote()).executeUpdate());
      added(new JpaSubscriptionStore(boundary));
      assertThat(notes(pool.dataSource())).isEqualTo(2);
      assertThat(subscriptions(pool.dataSource())).isEqualTo(2);
    }
  }

  /** As those of some servers do, for all data sources that are not of XA. */
  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try") // The names are for push.
  void push_leavesTheTransactionAlone_whenItsConnectionPassesCommitsOn(TestProvider provider)
      throws SQLException {
    try (JtaPool pool = JtaPool.open(TestDatabase.H2);
        TestJndi names =
            TestJndi.of(Map.of("java:comp/TransactionSynchronizationRegistry", pool.registry()));
        HikariDataSource dataSource = TestDatabase.H2.open();
        Connection enlisted = dataSource.getConnection();
        EntityManagerFactory factory = provider.open(switched(pool, dataSource, enlisted))) {
      TestDatabase.execute(dataSource, Note.TABLE);
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscription before = added(new JpaSubscriptionStore(boundary));

      enlisted.setAutoCommit(false);
      pool.rollBack(() -> isRefused(switched(pool, dataSource, enlisted), boundary, before));
      enlisted.rollback();

      assertThat(notes(dataSource)).isZero();
      assertThat(subscriptions(dataSource)).isOne();
    }
  }

  /** A pool that is not of JTA serves well, whatever transaction the thread is in. */
  @Test
  @SuppressWarnings("try") // The names are for push.
  void push_commitsItsOwn_onAnotherDataSource() {
    try (JtaPool pool = JtaPool.open(TestDatabase.H2);
        TestJndi names =
            TestJndi.of(Map.of("java:comp/TransactionSynchronizationRegistry", pool.registry()));
        HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource)) {
      TestDatabase.execute(dataSource, Note.TABLE);
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);

      pool.rollBack(
          () -> {
            added(new JpaSubscriptionStore(boundary));
            boundary.run(entities -> entities.createNativeQuery(insertNote()).executeUpdate());
          });

      assertThat(subscriptions(dataSource)).isOne();
      assertThat(notes(dataSource)).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "MARIADB", mode = EnumSource.Mode.EXCLUDE)
  void schema_isNotCreated_inATransactionOfJta(TestDatabase database) {
    try (JtaPool pool = JtaPool.open(database)) {
      TestDatabase.execute(pool.dataSource(), "DROP TABLE push_schema");
      pool.commit(
          () ->
              assertThatIllegalStateException()
                  .isThrownBy(() -> PushSchema.create(pool.dataSource()))
                  .withMessageContaining(REMEDY));
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> TestDatabase.number(pool.dataSource(), "SELECT 1 FROM push_schema"));
    }
  }

  /** Writes a note as the application, and then tries what push does. */
  private static void isRefused(
      DataSource dataSource, TransactionBoundary boundary, Subscription stored) {
    SubscriptionStore store = new JpaSubscriptionStore(boundary);
    TestDatabase.execute(dataSource, insertNote());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.add(SubscriptionBuilder.active().build()))
        .withStackTraceContaining(REMEDY);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.replace(stored, stored.withDueAt(ManualClock.START)))
        .withStackTraceContaining(REMEDY);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                boundary.run(entities -> entities.createNativeQuery(insertNote()).executeUpdate()))
        .withMessageContaining(REMEDY);
    assertThat(store.findById(stored.id())).contains(stored);
  }

  /** Returns a data source that has one connection while the thread is in a transaction. */
  private static DataSource switched(JtaPool pool, DataSource otherwise, Connection enlisted) {
    return (DataSource)
        Proxy.newProxyInstance(
            JtaDataSourceTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, values) ->
                method.getName().equals("getConnection") && pool.manager().getTransaction() != null
                    ? unclosed(enlisted)
                    : method.invoke(otherwise, values));
  }

  private static Connection unclosed(Connection target) {
    return (Connection)
        Proxy.newProxyInstance(
            JtaDataSourceTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, values) ->
                method.getName().equals("close") ? null : method.invoke(target, values));
  }

  private static Subscription added(SubscriptionStore store) {
    Subscription subscription = SubscriptionBuilder.active().build();
    assertThat(store.add(subscription)).isTrue();
    return store.findById(subscription.id()).orElseThrow();
  }

  private static String insertNote() {
    return "INSERT INTO note (id) VALUES ('" + UUID.randomUUID() + "')";
  }

  private static int notes(DataSource dataSource) {
    return TestDatabase.number(dataSource, "SELECT COUNT(*) FROM note");
  }

  private static int subscriptions(DataSource dataSource) {
    return TestDatabase.number(dataSource, "SELECT COUNT(*) FROM push_subscription");
  }
}
