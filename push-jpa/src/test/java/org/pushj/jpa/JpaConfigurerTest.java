package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.arjuna.ats.jta.UserTransaction;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/** What a web.xml can say of a database. */
class JpaConfigurerTest {
  private static final String DATA_SOURCE = "java:comp/env/jdbc/push";
  private static final String KEY = "2026:MDEyMzQ1Njc4OWFiY2RlZg==";
  private static final String SUBSCRIPTIONS = "SELECT COUNT(*) FROM push_subscription";
  private static final String WAITING = "SELECT COUNT(*) FROM push_update";

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `JpaConfigurer`: ");

  private final HikariDataSource dataSource = TestDatabase.H2.empty();
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final CallbackServer callbacks = CallbackServer.start();
  private final BlockingQueue<String> updates = new LinkedBlockingQueue<>();
  private final Map<String, String> parameters = new HashMap<>();
  private final JpaConfigurer configurer = new JpaConfigurer();
  private final TestJndi jndi = TestJndi.of(Map.of(DATA_SOURCE, dataSource));

  @BeforeEach
  void prepare() {
    parameters.put("dataSource", DATA_SOURCE);
    parameters.put("createSchema", "true");
  }

  @AfterEach
  void close() {
    configurer.close();
    jndi.close();
    callbacks.close();
    site.close();
    hub.close();
    dataSource.close();
  }

  @Test
  void guide_hasARowForEachParameter() throws IOException {
    List<String> rows =
        ROW.matcher(Files.readString(Path.of("../src-site/markdown/webxml.md")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(configurer.parameters());
  }

  @Test
  void subscriber_keepsSubscriptionsInTheDataSource() {
    try (Subscriber subscriber = configure()) {
      deliver(subscriber, "news");
      assertThat(updates).containsExactly("news");
      assertThat(TestDatabase.number(dataSource, SUBSCRIPTIONS)).isEqualTo(1);
    }
  }

  @Test
  void subscriber_keepsUpdatesThereToo_whenThereIsAnInbox() {
    parameters.put("inbox", "true");
    try (Subscriber subscriber = configure()) {
      deliver(subscriber, "news");
      assertThat(updates).isEmpty();
      assertThat(TestDatabase.number(dataSource, WAITING)).isEqualTo(1);
      subscriber.runDueWork();
      assertThat(updates).containsExactly("news");
      assertThat(TestDatabase.number(dataSource, WAITING)).isZero();
    }
  }

  @Test
  void subscriber_usesTheFactoryOfTheServer_andLeavesItOpen() {
    try (EntityManagerFactory factory = TestProvider.HIBERNATE.openApplication(dataSource)) {
      TestJndi.of(Map.of("java:comp/env/unit", factory));
      parameters.put("persistenceUnit", "java:comp/env/unit");
      try (Subscriber subscriber = configure()) {
        deliver(subscriber, "news");
      }
      configurer.close();
      assertThat(factory.isOpen()).isTrue();
      assertThat(TestDatabase.number(dataSource, SUBSCRIPTIONS)).isEqualTo(1);
    }
  }

  @Test
  void close_closesTheFactoryThatWasMade() {
    configure().close();
    AtomicReference<EntityManagerFactory> factory = new AtomicReference<>();
    configurer.boundary().run(entities -> factory.set(entities.getEntityManagerFactory()));
    assertThat(factory.get().isOpen()).isTrue();
    configurer.close();
    assertThat(factory.get().isOpen()).isFalse();
  }

  @Test
  void secrets_areEncrypted_whenThereAreKeys() {
    parameters.put("secretKeys", KEY + ", 2025:ZmVkY2JhOTg3NjU0MzIxMA==");
    try (Subscriber subscriber = configure()) {
      deliver(subscriber, "news");
      assertThat(TestDatabase.text(dataSource, "SELECT data FROM push_subscription"))
          .contains("2026:");
    }
  }

  @Test
  void transactions_areThoseOfTheServer_whenTheyAreOfJta() {
    parameters.put("persistenceUnit", "java:comp/env/unit");
    parameters.put("transactions", "jta");
    parameters.put("inbox", "true");
    parameters.remove("createSchema");
    AtomicReference<Subscriber> built = new AtomicReference<>();
    try (JtaTransactions server =
            new JtaTransactions(
                TestDatabase.H2,
                TestProvider.HIBERNATE,
                (factory, registry) -> {
                  Executor executor = Runnable::run;
                  TestJndi.of(
                      Map.of(
                          "java:comp/env/unit",
                          factory,
                          "java:comp/UserTransaction",
                          UserTransaction.userTransaction(),
                          "java:comp/TransactionSynchronizationRegistry",
                          registry,
                          "java:comp/DefaultManagedExecutorService",
                          executor));
                  built.set(configure());
                  return configurer.boundary();
                });
        Subscriber subscriber = built.get()) {
      server.commit(() -> assertThat(configurer.boundary().isActive()).isTrue());
      deliver(subscriber, "news");
      assertThat(updates).isEmpty();
      subscriber.runDueWork();
      assertThat(updates).containsExactly("news");
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "dataSource, , dataSource must be the JNDI name of a data source",
    "dataSource, jdbc/none, 'dataSource must be the JNDI name of a DataSource, was jdbc/none:"
        + " jdbc/none is not bound'",
    "persistenceUnit, java:none, persistenceUnit must be the JNDI name of a EntityManagerFactory",
    "persistenceUnit, "
        + DATA_SOURCE
        + ", persistenceUnit must be the JNDI name of a EntityManagerFactory",
    "transactions, global, 'transactions must be local or jta, was global'",
    "transactions, jta, persistenceUnit must name a persistence unit of JTA",
    "inbox, yes, 'inbox must be true or false, was yes'",
    "createSchema, '', createSchema must be true or false",
    "readPlainSecrets, 1, readPlainSecrets must be true or false"
  })
  void configure_fails_whenAParameterIsWrong(String name, String value, String problem) {
    parameters.put(name, value);
    if (value == null) {
      parameters.remove(name);
    }
    assertThatThrownBy(this::configure)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "hushhush",
    "MDEyMzQ1Njc4OWFiY2RlZg==:2026",
    "2026:hush",
    "hu/sh:MDEyMzQ1Njc4OWFiY2RlZg==",
    "''",
    "2026:MDEyMzQ1Njc4OWFiY2RlZg== 2026:MDEyMzQ1Njc4OWFiY2RlZg=="
  })
  void message_showsNothingOfAKey(String keys) {
    parameters.put("secretKeys", keys);
    Throwable failure = catchThrowable(this::configure);
    assertThat(failure)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("secretKeys must be keys of the form name:key")
        .hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("hu", "MDE");
  }

  @Test
  void boundary_isNotThere_beforeItIsConfigured() {
    assertThatThrownBy(configurer::boundary).isInstanceOf(IllegalStateException.class);
  }

  private Subscriber configure() {
    SubscriberBuilder builder =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .urlPolicy(UrlPolicy.allowPrivate())
            .listener(update -> updates.add(update.text()));
    configurer.configure(builder, Map.copyOf(parameters));
    return builder.build();
  }

  private void deliver(Subscriber subscriber, String content) {
    callbacks.serve(subscriber.callbackHandler());
    subscriber.subscribe(site.advertise("/feed", hub.url()));
    HubRequest request = hub.awaitRequest("subscribe", 1, Duration.ofSeconds(10));
    assertThat(hub.delivery(request).content(content, "text/plain").send().status()).isEqualTo(200);
  }
}
