package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.secrets.AesGcmSecretCipher;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;

/**
 * The code of the page on databases of the documentation site. The marked regions are what it
 * shows.
 */
class DatabaseTourTest {
  private static final Map<String, ?> ONE_PROVIDER =
      Map.of("jakarta.persistence.provider", "org.hibernate.jpa.HibernatePersistenceProvider");

  private final JdbcConnectionPool dataSource =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final CallbackServer callbacks = CallbackServer.start();

  // START SNIPPET: database
  private static JpaSubscriptionStore store(EntityManagerFactory factory, byte[] key) {
    return new JpaSubscriptionStore(
        TransactionBoundary.resourceLocal(factory), AesGcmSecretCipher.of("2026", key));
  }

  private static EntityManagerFactory factory(DataSource dataSource) {
    PushSchema.create(dataSource); // or let Flyway run the scripts
    return PushPersistence.from(dataSource, ONE_PROVIDER);
  }

  // END SNIPPET: database

  @AfterEach
  void end() {
    hub.close();
    site.close();
    callbacks.close();
    dataSource.dispose();
  }

  @Test
  void tour_keepsSubscriptionsInADatabase() {
    byte[] key = new byte[32];
    URI feed = site.advertise("/feed", hub.url());
    try (EntityManagerFactory factory = factory(dataSource)) {
      Subscriber subscriber = subscriber(store(factory, key));
      subscriber.subscribe(feed);
    }
    try (EntityManagerFactory again = factory(dataSource)) {
      Subscriber subscriber = subscriber(store(again, key));
      assertThat(subscriber.operations().list(SubscriptionQuery.all()))
          .singleElement()
          .satisfies(kept -> assertThat(kept.lease()).isNotNull());
    }
  }

  @Test
  void tour_asksTheHubAfterTheCommit() {
    URI feed = site.advertise("/feed", hub.url());
    try (EntityManagerFactory factory = factory(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber = subscriber(new JpaSubscriptionStore(boundary));
      // START SNIPPET: transaction
      boundary.run(
          entities -> {
            // ... the application's own work with the entity manager ...
            subscriber.subscribe(feed); // the hub is asked after the commit
          });
      // END SNIPPET: transaction
      hub.awaitRequest("subscribe", 1, Duration.ofSeconds(10));
      assertThatThrownBy(
              () ->
                  boundary.run(
                      entities -> {
                        subscriber.subscribe(site.advertise("/other", hub.url()));
                        throw new IllegalStateException("rolled back");
                      }))
          .hasMessage("rolled back");
      assertThat(hub.requests("subscribe")).hasSize(1);
    }
  }

  @Test
  void tour_writesWhatAnUpdateBrings_withItsCompletion() {
    PushSchema.create(dataSource);
    TestDatabase.execute(dataSource, Note.TABLE);
    Map<String, ?> settings =
        TestProvider.HIBERNATE.with("jakarta.persistence.nonJtaDataSource", dataSource);
    try (EntityManagerFactory factory =
        Persistence.createEntityManagerFactory("application", settings)) {
      SubscriberBuilder builder =
          Subscriber.builder().callbackBase(callbacks.base()).urlPolicy(UrlPolicy.allowPrivate());
      // START SNIPPET: inbox
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber =
          builder
              .store(new JpaSubscriptionStore(boundary))
              .inbox(new JpaUpdateInbox(boundary))
              .listener(
                  update -> boundary.run(entities -> entities.persist(new Note(update.text()))))
              .build();
      // END SNIPPET: inbox
      callbacks.serve(subscriber.callbackHandler());
      subscriber.subscribe(site.advertise("/feed", hub.url()));
      hub.deliver(hub.requests("subscribe").get(0), "news".getBytes(UTF_8), "text/plain");

      subscriber.runDueWork();

      assertThat(TestDatabase.text(dataSource, "SELECT id FROM note")).isEqualTo("news");
      assertThat(TestDatabase.number(dataSource, "SELECT COUNT(*) FROM push_update")).isZero();
    }
  }

  @Test
  void tour_sparesTheDatabase() {
    // START SNIPPET: lookups
    CallbackSettings settings =
        CallbackSettings.builder().keepLookups(Duration.ofSeconds(3)).build();
    SubscriberBuilder builder = Subscriber.builder().callbacks(settings);
    // END SNIPPET: lookups
    assertThat(builder).isNotNull();
    assertThat(settings.lookupsKept()).isEqualTo(Duration.ofSeconds(3));
    // START SNIPPET: precision
    CallbackSettings daily =
        CallbackSettings.builder().lastUpdatePrecision(Duration.ofDays(1)).build();
    // END SNIPPET: precision
    assertThat(daily.lastUpdatePrecision()).isEqualTo(Duration.ofDays(1));
  }

  private Subscriber subscriber(JpaSubscriptionStore store) {
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .listener(update -> {})
            .urlPolicy(UrlPolicy.allowPrivate())
            .store(store)
            .build();
    callbacks.serve(subscriber.callbackHandler());
    return subscriber;
  }
}
