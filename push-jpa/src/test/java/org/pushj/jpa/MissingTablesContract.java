package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.SubscriptionRequest;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.publisher.Publisher;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;

/** What is said on a database without the tables of push. */
abstract class MissingTablesContract {
  private static final String HINT =
      " is missing in the current schema of the database; to create the tables, call"
          + " PushSchema.create, set createSchema to true in web.xml, or run the scripts in"
          + " org/pushj/jpa/schema/ of push-jpa";
  private static final List<BiFunction<TestProvider, DataSource, EntityManagerFactory>> FACTORIES =
      List.of(TestProvider::open, TestProvider::openApplication);

  private final TestDatabase database;
  private HikariDataSource dataSource;

  MissingTablesContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    dataSource = database.empty();
  }

  @AfterEach
  void close() {
    dataSource.close();
  }

  @Test
  void start_fails_whenTheTablesAreMissing() {
    withEachFactory(
        boundary -> {
          try (Subscriber subscriber =
              settings().store(new JpaSubscriptionStore(boundary)).build()) {
            assertMissing("push_subscription", subscriber::start);
          }
          try (Subscriber subscriber =
              settings()
                  .store(new InMemorySubscriptionStore())
                  .inbox(new JpaUpdateInbox(boundary))
                  .build()) {
            assertMissing("push_update", subscriber::start);
          }
          try (Publisher publisher =
              Publisher.builder()
                  .hubs(URI.create("https://hub.example/"))
                  .queue(new JpaPingQueue(boundary))
                  .build()) {
            assertMissing("push_ping", publisher::start);
          }
        });
  }

  @Test
  void otherCalls_fail_whenTheTablesAreMissing() {
    withEachFactory(
        boundary -> {
          JpaSubscriptionStore store = new JpaSubscriptionStore(boundary);
          JpaUpdateInbox inbox = new JpaUpdateInbox(boundary);
          JpaPingQueue queue = new JpaPingQueue(boundary);
          InboxEntryBuilder update = InboxEntryBuilder.received();
          try (Subscriber subscriber = settings().store(store).inbox(inbox).build()) {
            SubscriptionRequest request =
                SubscriptionRequest.of(URI.create("https://blog.example/feed"));
            Stream.<ThrowingCallable>of(
                    subscriber::runDueWork,
                    () -> subscriber.subscribeLater(request),
                    () -> boundary.run(entities -> subscriber.subscribeLater(request)))
                .forEach(call -> assertMissing("push_subscription", call));
          }
          assertMissing(
              "push_update(_seen)?", () -> inbox.add(update.build(), update.content(), null));
          assertMissing("push_ping", () -> queue.add(List.of(QueuedPingBuilder.asked().build())));
        });
  }

  @Test
  void configurer_fails_whenTheTablesAreMissing() {
    String name = "java:comp/env/jdbc/push";
    TestJndi jndi = TestJndi.of(Map.of(name, dataSource));
    try (jndi) {
      assertMissing("push_subscription", () -> configure(Map.of("dataSource", name)));
      PushSchema.create(dataSource, 1);
      configure(Map.of("dataSource", name));
      Map<String, String> withInbox = Map.of("dataSource", name, "inbox", "true");
      assertMissing("push_update", () -> configure(withInbox));
      PushSchema.create(dataSource);
      configure(withInbox);
    }
  }

  private static void configure(Map<String, String> parameters) {
    try (JpaConfigurer configurer = new JpaConfigurer()) {
      configurer.configure(settings(), parameters);
    }
  }

  private static SubscriberBuilder settings() {
    return Subscriber.builder()
        .callbackBase(URI.create("https://reader.example/"))
        .listener(update -> {});
  }

  private void withEachFactory(Consumer<TransactionBoundary> test) {
    for (TestProvider provider : TestProvider.values()) {
      for (BiFunction<TestProvider, DataSource, EntityManagerFactory> each : FACTORIES) {
        try (EntityManagerFactory factory = each.apply(provider, dataSource)) {
          test.accept(TransactionBoundary.resourceLocal(factory));
        }
      }
    }
  }

  private static void assertMissing(String table, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .withMessageMatching(".*: the table " + table + Pattern.quote(HINT))
        .withNoCause()
        .satisfies(
            failure -> {
              assertThat(failure.isPermanent()).isTrue();
              assertThat(failure.getSuppressed()).hasSize(1);
            });
  }
}
