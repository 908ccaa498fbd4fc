package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/** What a store, or an inbox, says when its database, or a row of it, is not as it should be. */
class StoreFailureTest {

  @ParameterizedTest
  @EnumSource
  void everyMethod_throwsAStoreException_whenTheDatabaseIsAway(TestProvider provider) {
    HikariDataSource dataSource = TestDatabase.H2.open();
    try (EntityManagerFactory factory = provider.open(dataSource)) {
      SearchableStore store = store(factory);
      Subscription subscription = SubscriptionBuilder.active().build();
      assertThat(store.add(subscription)).isTrue();
      dataSource.close();

      Stream.<Runnable>of(
              () -> store.add(subscription),
              () -> store.replace(subscription, subscription),
              () -> store.remove(subscription),
              () -> store.findById(subscription.id()),
              () -> store.findByCallback(subscription.registration().orElseThrow().callback()),
              () -> store.findByKey(subscription.key()),
              () -> store.list(SubscriptionQuery.all()),
              () -> store.claimDue(Claim.of(Instant.EPOCH, Instant.MAX, 1)))
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
  void everyMethodOfAnInbox_throwsAStoreException_whenTheDatabaseIsAway(TestProvider provider) {
    HikariDataSource dataSource = TestDatabase.H2.open();
    try (EntityManagerFactory factory = provider.open(dataSource)) {
      ManageableInbox inbox = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
      InboxEntryBuilder update = InboxEntryBuilder.received();
      InboxEntry entry = update.build();
      assertThat(inbox.add(entry, update.content(), null)).isEqualTo(UpdateInbox.Receipt.ADDED);
      dataSource.close();

      Instant now = Instant.EPOCH;
      Stream.<ThrowingCallable>of(
              () -> inbox.add(entry, update.content(), null),
              () -> inbox.claimDue(Claim.of(now, now.plusSeconds(1), 1), false),
              () -> inbox.claimDue(Claim.of(now, now.plusSeconds(1), 1), true),
              () -> inbox.content(entry.id()),
              () -> inbox.complete(entry, now, false),
              () -> inbox.complete(entry, now, true),
              () -> inbox.deliver(entry, () -> now, false, () -> {}),
              () -> inbox.putBack(entry, now, 1, null),
              () -> inbox.park(entry, now, "poison"),
              () -> inbox.findById(entry.id()),
              () -> inbox.list(ManageableInbox.Query.all()),
              () -> inbox.requeue(entry.id(), now),
              () -> inbox.discard(entry.id()),
              inbox::load,
              () -> inbox.purgeDone(now, 1),
              () -> inbox.forgetDuplicates(now, 1))
          .forEach(
              each ->
                  assertThatExceptionOfType(StoreException.class)
                      .isThrownBy(each)
                      .withMessageContaining("failed")
                      .withCauseInstanceOf(RuntimeException.class));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lookUpOfACallback_isRepeated_whenItsConnectionHasDied(TestProvider provider) {
    try (HikariDataSource schema = TestDatabase.POSTGRESQL.open();
        HikariDataSource dataSource = named(schema, "victim");
        EntityManagerFactory factory = provider.open(dataSource)) {
      SearchableStore store = store(factory);
      Subscription subscription = SubscriptionBuilder.active().build();
      assertThat(store.add(subscription)).isTrue();
      CallbackToken callback = subscription.registration().orElseThrow().callback();
      assertThat(store.findByCallback(callback)).isPresent();

      TestDatabase.execute(
          schema,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'victim'");

      assertThat(store.findByCallback(callback)).isPresent();
    }
  }

  private static HikariDataSource named(HikariDataSource same, String name) {
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(same.getJdbcUrl());
    dataSource.addDataSourceProperty("ApplicationName", name);
    dataSource.setMaximumPoolSize(1);
    return dataSource;
  }

  /** Two have seen a subscription without a turn, and both want it: one has to wait, and loses. */
  @ParameterizedTest
  @EnumSource
  void claim_isEmpty_whenAnotherTakesTheTurnInTheMomentBetween(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.POSTGRESQL.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      TransactionBoundary one = TransactionBoundary.resourceLocal(factory);
      ManageableInbox first = new JpaUpdateInbox(one);
      ManageableInbox second = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
      SubscriptionId subscription = SubscriptionId.next(ManualClock.START);
      InboxEntryBuilder late = InboxEntryBuilder.received().subscription(subscription);
      InboxEntryBuilder quick = InboxEntryBuilder.received().subscription(subscription);
      first.add(late.build(), late.content(), null);
      first.add(quick.build(), quick.content(), null);
      // As if its commit were late.
      String its = " WHERE id = '" + late.build().id() + "'";
      TestDatabase.execute(dataSource, "UPDATE push_update SET place = NULL, due_at = NULL" + its);

      CompletableFuture<List<InboxEntry>> loser =
          one.call(
              entities -> {
                assertThat(claimInOrder(first)).hasSize(1);
                TestDatabase.execute(
                    dataSource, "UPDATE push_update SET place = 0, due_at = 0" + its);
                CompletableFuture<List<InboxEntry>> waiting =
                    CompletableFuture.supplyAsync(() -> claimInOrder(second));
                await().until(() -> waitsForALock(dataSource));
                return waiting;
              });

      assertThat(loser.join()).isEmpty();
    }
  }

  private static List<InboxEntry> claimInOrder(ManageableInbox inbox) {
    return inbox.claimDue(Claim.of(ManualClock.START, ManualClock.START.plusSeconds(60), 10), true);
  }

  @ParameterizedTest
  @EnumSource
  void find_throwsAStoreException_whenARowIsNotOurs(TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.H2.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      SearchableStore store = store(factory);
      Subscription subscription = SubscriptionBuilder.active().build();
      assertThat(store.add(subscription)).isTrue();
      TestDatabase.execute(dataSource, "UPDATE push_subscription SET data = 'odd'");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.findById(subscription.id()))
          .withMessageContaining(subscription.id().toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void claim_leavesOutARow_thatIsNotOurs(TestProvider provider) {
    for (TestDatabase database : List.of(TestDatabase.H2, TestDatabase.POSTGRESQL)) {
      try (HikariDataSource dataSource = database.open();
          EntityManagerFactory factory = provider.open(dataSource)) {
        SearchableStore store = store(factory);
        Instant due = ManualClock.START;
        Instant until = due.plusSeconds(60);
        Subscription odd = SubscriptionBuilder.active().dueAt(due).build();
        Subscription other = SubscriptionBuilder.active().dueAt(due).build();
        assertThat(store.add(odd)).isTrue();
        assertThat(store.add(other)).isTrue();
        TestDatabase.execute(
            dataSource, "UPDATE push_subscription SET data = 'odd' WHERE id = '" + odd.id() + "'");

        assertThat(store.claimDue(Claim.of(due, until, 10)))
            .containsExactly(other.withDueAt(until).withVersion(1));
        assertThat(store.claimDue(Claim.of(due, until, 10))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void transactionOfTheCaller_isLost_whenAnotherTakesTheRequestInTheMomentBetween(
      TestProvider provider) {
    try (HikariDataSource dataSource = TestDatabase.POSTGRESQL.open();
        EntityManagerFactory factory = provider.open(dataSource)) {
      TransactionBoundary one = TransactionBoundary.resourceLocal(factory);
      TransactionBoundary two = TransactionBoundary.resourceLocal(factory);
      Subscription winner = SubscriptionBuilder.active().resource("https://t.example/").build();
      Subscription loser = SubscriptionBuilder.active().resource("https://t.example/").build();
      SearchableStore store = new JpaSubscriptionStore(two);

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

  private static SearchableStore store(EntityManagerFactory factory) {
    return new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory));
  }
}
