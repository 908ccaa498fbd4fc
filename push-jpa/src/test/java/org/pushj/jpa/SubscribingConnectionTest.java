package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.RecordingListener.Kind;

/**
 * Subscribing in transactions of an application whose pool has one connection: it is free whenever
 * HTTP runs, and hubs that verify within a request find it.
 */
class SubscribingConnectionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final RecordingListener listener = new RecordingListener();
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final CallbackServer callbacks = CallbackServer.start();
  private final AtomicInteger heldDuringHttp = new AtomicInteger();
  private final HikariDataSource dataSource = TestDatabase.H2.open();

  @BeforeEach
  void watch() {
    dataSource.setMaximumPoolSize(1);
    hub.behaviour(watched(HubBehaviour.inline()));
    site.page(
        "/feed",
        request -> {
          noteConnections();
          return FakeResponse.of(200).link(feed(), "self").link(hub.url(), "hub");
        });
  }

  @AfterEach
  void end() {
    hub.close();
    site.close();
    callbacks.close();
    dataSource.close();
  }

  @ParameterizedTest
  @EnumSource
  void subscribe_looksUpAndAsks_afterTheCommit(TestProvider provider) {
    try (EntityManagerFactory factory = provider.openApplication(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber = subscriber(boundary);
      List<Subscription> pending = new ArrayList<>();
      boundary.run(
          entities -> {
            pending.add(subscriber.subscribe(feed()));
            assertThat(site.requests()).isEmpty();
            assertThat(hub.requests()).isEmpty();
            assertThat(active()).isEqualTo(1);
          });
      assertThat(pending.get(0).state()).isEqualTo(SubscriptionState.PENDING);
      assertThat(subscriber.find(pending.get(0).id()).map(Subscription::state))
          .contains(SubscriptionState.ACTIVE);
      assertThat(site.requests()).hasSize(1);
      assertThat(hub.requests()).hasSize(1);
      assertThat(heldDuringHttp).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void subscribeLater_isWorkedOff_withoutHoldingTheConnection(TestProvider provider) {
    try (EntityManagerFactory factory = provider.openApplication(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber = subscriber(boundary);
      boundary.run(entities -> subscriber.subscribeLater(SubscriptionRequest.of(feed())));
      assertThat(site.requests()).isEmpty();
      assertThat(subscriber.runDueWork()).isEqualTo(1);
      assertThat(subscriber.operations().list(SubscriptionQuery.all()))
          .extracting(Subscription::state)
          .containsExactly(SubscriptionState.ACTIVE);
      assertThat(heldDuringHttp).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void intents_areGone_whenTheTransactionIsRolledBack(TestProvider provider) {
    try (EntityManagerFactory factory = provider.openApplication(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber = subscriber(boundary);
      try {
        boundary.run(
            entities -> {
              subscriber.subscribe(feed());
              subscriber.subscribeLater(SubscriptionRequest.of(site.url("/other")));
              throw new RolledBack();
            });
      } catch (RolledBack expected) {
        assertThat(subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
      }
      pass(subscriber, Duration.ofMinutes(10));
      assertThat(site.requests()).isEmpty();
      assertThat(hub.requests()).isEmpty();
      assertThat(listener.events()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("UNS-3: the hub answers 503 after the commit; the end is still wanted an hour later")
  void unsubscribe_isStillWanted_anHourAfterTheHubAnswered503(TestProvider provider) {
    try (EntityManagerFactory factory = provider.openApplication(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      Subscriber subscriber = subscriber(boundary);
      Subscription active = subscriber.subscribe(feed());
      HubRequest request = hub.awaitRequest("subscribe", 1, CallerWorld.SOON);
      hub.behaviour(watched(HubBehaviour.refuse(503, "later")));

      boundary.run(
          entities -> {
            assertThat(subscriber.unsubscribe(active.id())).isTrue();
            assertThat(hub.requests("unsubscribe")).isEmpty();
          });
      assertThat(hub.requests("unsubscribe")).hasSize(1);
      pass(subscriber, Duration.ofHours(1));
      assertThat(subscriber.find(active.id()).map(Subscription::state))
          .contains(SubscriptionState.UNSUBSCRIBING);
      assertThat(hub.requests("unsubscribe")).hasSizeGreaterThan(3);
      assertThat(hub.requests("subscribe")).hasSize(1);
      assertThat(hub.deliver(request, new byte[1], "text/plain").status()).isEqualTo(410);

      hub.behaviour(watched(HubBehaviour.inline()));
      pass(subscriber, Duration.ofHours(2));
      assertThat(subscriber.operations().list(SubscriptionQuery.all())).isEmpty();
      listener.awaitEvent(Kind.UNSUBSCRIBED, CallerWorld.SOON);
      assertThat(heldDuringHttp).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void attributes_passThroughTheInbox(TestProvider provider) {
    try (EntityManagerFactory factory = provider.openApplication(dataSource)) {
      Subscriber subscriber = subscriber(TransactionBoundary.resourceLocal(factory));
      subscriber.subscribe(SubscriptionRequest.of(feed()).withAttribute("folder", "naïve ☃"));
      HubRequest request = hub.awaitRequest("subscribe", 1, CallerWorld.SOON);
      assertThat(hub.deliver(request, new byte[1], "text/plain").status()).isEqualTo(200);
      subscriber.runDueWork();
      assertThat(listener.awaitUpdate(CallerWorld.SOON).origin().attributes())
          .containsOnly(Map.entry("folder", "naïve ☃"));
      assertThat(listener.awaitEvent(Kind.VERIFIED, CallerWorld.SOON).subscription().request())
          .extracting(SubscriptionRequest::attributes)
          .isEqualTo(Map.of("folder", "naïve ☃"));
    }
  }

  private Subscriber subscriber(TransactionBoundary boundary) {
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .listener(listener)
            .subscriptionListener(listener)
            .store(new JpaSubscriptionStore(boundary))
            .inbox(new JpaUpdateInbox(boundary))
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    callbacks.serve(subscriber.callbackHandler());
    return subscriber;
  }

  private void pass(Subscriber subscriber, Duration time) {
    for (long i = 0; i < time.toMinutes(); i++) {
      clock.advance(MINUTE);
      subscriber.runDueWork();
    }
  }

  private URI feed() {
    return site.url("/feed");
  }

  private HubBehaviour watched(HubBehaviour behaviour) {
    return (asked, request) -> {
      noteConnections();
      return behaviour.treat(asked, request);
    };
  }

  private void noteConnections() {
    heldDuringHttp.accumulateAndGet(active(), Math::max);
  }

  private int active() {
    HikariPoolMXBean pool = dataSource.getHikariPoolMXBean();
    return pool == null ? 0 : pool.getActiveConnections();
  }

  private static final class RolledBack extends RuntimeException {}
}
