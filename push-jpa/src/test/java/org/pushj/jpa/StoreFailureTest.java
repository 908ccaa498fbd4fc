package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.SubscriptionBuilder;

/** What a store says when its database, or a row of it, is not as it should be. */
class StoreFailureTest {

  @ParameterizedTest
  @EnumSource
  void everyMethod_throwsAStoreException_whenTheDatabaseIsAway(TestProvider provider) {
    HikariDataSource dataSource = TestDatabase.H2.open();
    try (EntityManagerFactory factory = provider.open(dataSource)) {
      SubscriptionStore store = store(factory);
      Subscription subscription = SubscriptionBuilder.active().build();
      assertThat(store.add(subscription)).isTrue();
      dataSource.close();

      Stream.<Runnable>of(
              () -> store.add(subscription),
              () -> store.replace(subscription, subscription),
              () -> store.remove(subscription),
              () -> store.findById(subscription.id()),
              () -> store.findByCallback(subscription.callback()),
              () -> store.findByTopic(subscription.topic(), subscription.hub()),
              () -> store.list(SubscriptionQuery.all()),
              () -> store.claimDue(Instant.EPOCH, Instant.MAX, 1))
          .forEach(
              each ->
                  assertThatExceptionOfType(StoreException.class)
                      .isThrownBy(each::run)
                      .withMessageContaining("failed")
                      .withCauseInstanceOf(RuntimeException.class));
    }
  }

  @ParameterizedTest
  @EnumSource
  void find_throwsAStoreException_whenARowIsNotOurs(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      SubscriptionStore store = store(factory);
      Subscription subscription = SubscriptionBuilder.active().build();
      assertThat(store.add(subscription)).isTrue();
      TestDatabase.execute(dataSource, "UPDATE push_subscription SET state = 'ODD'");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.findById(subscription.id()))
          .withMessageContaining(subscription.id().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void transactionOfTheCaller_isLost_whenAnotherTakesTheTopicInTheMomentBetween(
      TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.POSTGRESQL.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      TransactionBoundary one = TransactionBoundary.resourceLocal(factory);
      TransactionBoundary two = TransactionBoundary.resourceLocal(factory);
      Subscription winner = SubscriptionBuilder.active().topic("https://t.example/").build();
      Subscription loser = SubscriptionBuilder.active().topic("https://t.example/").build();
      SubscriptionStore store = new JpaSubscriptionStore(two);

      CompletableFuture<Void> late =
          one.call(
              entities -> {
                new JpaSubscriptionStore(one).add(winner);
                CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> two.run(others -> store.add(loser)));
                await().until(() -> waitsForALock(dataSource));
                return waiting;
              });

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(late::join)
          .withCauseInstanceOf(StoreException.class);
      assertThat(store.findById(winner.id())).isPresent();
      assertThat(store.findById(loser.id())).isEmpty();
      assertThat(store.add(loser)).isFalse();
    }
  }

  private static boolean waitsForALock(HikariDataSource dataSource) {
    return TestDatabase.number(dataSource, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted") > 0;
  }

  private static SubscriptionStore store(EntityManagerFactory factory) {
    return new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory));
  }
}
