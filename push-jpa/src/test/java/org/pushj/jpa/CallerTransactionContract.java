package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Target;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.SubscriptionBuilder;

/** What a store does within a transaction of the application counts with that transaction. */
interface CallerTransactionContract {

  /** Returns the transactions. */
  CallerTransactions transactions();

  @Test
  default void subscribe_asksTheHubOnce_whenTheTransactionIsCommitted() {
    try (CallerWorld world = new CallerWorld(transactions())) {
      String note = UUID.randomUUID().toString();
      List<Subscription> returned = new ArrayList<>();

      transactions()
          .commit(
              () -> {
                returned.add(world.subscriber().subscribe(world.feed()));
                transactions().boundary().run(entities -> entities.persist(new Note(note)));
                assertThat(world.hub().requests()).isEmpty();
              });

      world.hub().awaitRequest("subscribe", 1, CallerWorld.SOON);
      Subscription pending = returned.get(0);
      assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
      world.listener().awaitEvent(RecordingListener.Kind.VERIFIED, CallerWorld.SOON);
      assertThat(world.subscriber().find(pending.id()).orElseThrow().state())
          .isEqualTo(SubscriptionState.ACTIVE);
      assertThat(world.hub().requests()).hasSize(1);
      assertThat(exists(note)).isTrue();
    }
  }

  @Test
  default void subscribe_asksNobody_whenTheTransactionIsRolledBack() {
    try (CallerWorld world = new CallerWorld(transactions())) {
      String note = UUID.randomUUID().toString();
      URI feed = world.feed();

      transactions()
          .rollBack(
              () -> {
                Subscription pending = world.subscriber().subscribe(feed);
                assertThat(world.store().findById(pending.id())).contains(pending);
                transactions().boundary().run(entities -> entities.persist(new Note(note)));
              });

      assertThat(world.hub().requests()).isEmpty();
      assertThat(world.store().findByKey(new Target(feed, world.hub().url()).key())).isEmpty();
      assertThat(exists(note)).isFalse();
    }
  }

  @Test
  default void unsubscribe_asksTheHub_onlyWhenTheTransactionIsCommitted() {
    try (CallerWorld world = new CallerWorld(transactions())) {
      Subscription active = world.subscriber().subscribe(world.feed());

      transactions()
          .rollBack(() -> assertThat(world.subscriber().unsubscribe(active.id())).isTrue());
      assertThat(world.hub().requests("unsubscribe")).isEmpty();
      assertThat(world.store().findById(active.id()).map(Subscription::state))
          .contains(SubscriptionState.ACTIVE);

      transactions().commit(() -> assertThat(world.subscriber().unsubscribe(active.id())).isTrue());
      world.hub().awaitRequest("unsubscribe", 1, CallerWorld.SOON);
      world.listener().awaitEvent(RecordingListener.Kind.UNSUBSCRIBED, CallerWorld.SOON);
      assertThat(world.hub().requests("unsubscribe")).hasSize(1);
      assertThat(world.store().findById(active.id()).map(Subscription::state))
          .contains(SubscriptionState.ENDED);
    }
  }

  @Test
  default void refusal_isRecorded_afterTheCommit() {
    try (CallerWorld world = new CallerWorld(transactions())) {
      world.hub().behaviour(HubBehaviour.refuse(403, "no"));
      List<Subscription> returned = new ArrayList<>();

      transactions().commit(() -> returned.add(world.subscriber().subscribe(world.feed())));

      world.listener().awaitEvent(RecordingListener.Kind.FAILED, CallerWorld.SOON);
      assertThat(world.store().findById(returned.get(0).id()).map(Subscription::state))
          .contains(SubscriptionState.FAILED);
    }
  }

  @Test
  default void changes_areSeenWithin_andByOthersAfterTheCommit() {
    SearchableStore store = store();
    Subscription one = SubscriptionBuilder.active().build();

    transactions()
        .commit(
            () -> {
              assertThat(store.add(one)).isTrue();
              Subscription two = store.replace(one, withProblem(one, "a")).orElseThrow();
              assertThat(store.findById(one.id())).contains(two);
              assertThat(store.findByCallback(one.registration().orElseThrow().callback()))
                  .contains(two);
              assertThat(store.replace(one, one)).isEmpty();
              assertThat(store.replace(two, withProblem(two, "b"))).isPresent();
            });

    assertThat(store.findById(one.id())).contains(withProblem(one, "b").withVersion(2));
  }

  @Test
  default void losing_leavesTheTransactionAsItIs() {
    SearchableStore store = store();
    Subscription taken = SubscriptionBuilder.active().build();
    assertThat(store.add(taken)).isTrue();
    Subscription other = SubscriptionBuilder.active().build();
    String note = UUID.randomUUID().toString();

    transactions()
        .commit(
            () -> {
              assertThat(store.add(taken)).isFalse();
              assertThat(
                      store.add(
                          SubscriptionBuilder.active()
                              .callback(taken.registration().orElseThrow().callback())
                              .build()))
                  .isFalse();
              assertThat(store.add(SubscriptionBuilder.active().request(taken.request()).build()))
                  .isFalse();
              assertThat(store.add(other)).isTrue();
              Subscription thief =
                  SubscriptionBuilder.active().id(other.id()).request(taken.request()).build();
              assertThat(store.replace(other, thief)).isEmpty();
              transactions().boundary().run(entities -> entities.persist(new Note(note)));
            });

    assertThat(store.findById(other.id())).contains(other);
    assertThat(exists(note)).isTrue();
  }

  @Test
  default void claim_isUndone_whenTheTransactionIsRolledBack() {
    SearchableStore store = store();
    Subscription due = SubscriptionBuilder.active().build();
    due = due.withDueAt(due.createdAt());
    assertThat(store.add(due)).isTrue();
    Subscription added = due;

    transactions()
        .rollBack(
            () ->
                assertThat(
                        store.claimDue(
                            Claim.of(added.createdAt(), added.createdAt().plusSeconds(1), 1000)))
                    .hasSize(1));

    assertThat(store.findById(due.id())).contains(due);
  }

  @Test
  default void afterCommit_runsTheActionsInTheirOrder_andGoesOnAfterAFailure() {
    SearchableStore store = store();
    List<String> ran = new CopyOnWriteArrayList<>();

    transactions()
        .commit(
            () -> {
              store.afterCommit(() -> ran.add("one"));
              store.afterCommit(
                  () -> {
                    ran.add("two");
                    throw new IllegalStateException("on purpose");
                  });
              store.afterCommit(() -> ran.add("three"));
              assertThat(ran).isEmpty();
            });

    await().until(() -> ran.size() == 3);
    assertThat(ran).containsExactly("one", "two", "three");
  }

  @Test
  default void afterCommit_neverRuns_whenTheTransactionIsRolledBack() {
    SearchableStore store = store();
    List<String> ran = new ArrayList<>();

    transactions().rollBack(() -> store.afterCommit(() -> ran.add("one")));
    store.afterCommit(() -> ran.add("two"));

    assertThat(ran).containsExactly("two");
  }

  @Test
  default void failureWithin_rollsTheWholeBack() {
    SearchableStore store = store();
    Subscription subscription = SubscriptionBuilder.active().build();

    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          assertThat(store.add(subscription)).isTrue();
                          assertThatThrownBy(
                                  () ->
                                      transactions()
                                          .boundary()
                                          .run(
                                              entities -> {
                                                throw new IllegalStateException("on purpose");
                                              }))
                              .hasMessage("on purpose");
                        }))
        .isInstanceOf(RuntimeException.class);

    assertThat(store.findById(subscription.id())).isEmpty();
    assertThat(transactions().boundary().isActive()).isFalse();
  }

  private SearchableStore store() {
    return new JpaSubscriptionStore(transactions().boundary());
  }

  private boolean exists(String note) {
    return transactions().boundary().read(entities -> entities.find(Note.class, note) != null);
  }

  private static Subscription withProblem(Subscription subscription, String text) {
    return subscription.toBuilder()
        .progress(subscription.progress().withProblem(Problem.of(Problem.Kind.REFUSED, text)))
        .build();
  }
}
