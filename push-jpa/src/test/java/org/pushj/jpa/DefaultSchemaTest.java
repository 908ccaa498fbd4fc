package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.PingQueue;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;
import org.pushj.tck.SubscriptionBuilder;

/**
 * The tables are in the current schema of the connections, which is not the usual one here. On
 * MariaDB, where a schema is a database, there is always one of its own.
 */
class DefaultSchemaTest {
  private static final Map<TestDatabase, String> CURRENT =
      Map.of(TestDatabase.H2, ";SCHEMA=APP", TestDatabase.POSTGRESQL, "&currentSchema=app");

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void tables_areFound_whenTheConnectionHasAnotherSchema(TestDatabase database) throws Exception {
    String url = database.emptyUrl();
    TestDatabase.execute(url, "CREATE SCHEMA app");
    try (HikariDataSource dataSource = open(url + CURRENT.get(database))) {
      PushSchema.create(dataSource);
      PushSchema.create(dataSource);
      for (TestProvider provider : TestProvider.values()) {
        works(dataSource, provider::open);
        works(dataSource, provider::openApplication);
      }
      assertThat(
              TestDatabase.number(
                  dataSource,
                  "SELECT COUNT(DISTINCT table_schema) FROM information_schema.tables"
                      + " WHERE LOWER(table_name) LIKE 'push!_%' ESCAPE '!'"))
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void tables_areFound_whenEntitiesHaveADefaultSchema(TestDatabase database) throws Exception {
    String url = database.emptyUrl();
    TestDatabase.execute(url, "CREATE SCHEMA app");
    try (HikariDataSource dataSource = open(url)) {
      PushSchema.create(dataSource);
      works(
          dataSource,
          source ->
              PushPersistence.from(
                  source, TestProvider.HIBERNATE.with("hibernate.default_schema", "app")));
    }
  }

  private static void works(
      HikariDataSource dataSource, Function<HikariDataSource, EntityManagerFactory> open) {
    try (EntityManagerFactory factory = open.apply(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      SubscriptionStore store = new JpaSubscriptionStore(boundary);
      assertThat(store.add(SubscriptionBuilder.active().dueAt(NOW).build())).isTrue();
      assertThat(store.claimDue(Claim.of(NOW, UNTIL, 10))).hasSize(1);
      UpdateInbox inbox = new JpaUpdateInbox(boundary);
      InboxEntryBuilder update = InboxEntryBuilder.received().dueAt(NOW);
      inbox.add(update.build(), update.content(), null);
      assertThat(inbox.claimDue(Claim.of(NOW, UNTIL, 10), true)).hasSize(1);
      PingQueue queue = new JpaPingQueue(boundary);
      queue.add(List.of(QueuedPingBuilder.asked().dueAt(NOW).build()));
      assertThat(queue.claimDue(Claim.of(NOW, UNTIL, 10))).hasSize(1);
    }
  }

  private static HikariDataSource open(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    return new HikariDataSource(config);
  }
}
