package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.RecordingListener;
import org.pushj.tck.SubscriptionBuilder;

/** What a store does within a transaction of the application counts with that transaction. */
abstract class CallerTransactionContract extends CallerContractBase {
  private static final Duration SOON = Duration.ofSeconds(10);

  private SubscriptionStore store;
  private RecordingListener listener;
  private FakeHub hub;
  private FakeTopicSite site;
  private CallbackServer callbacks;
  private Subscriber subscriber;

  @BeforeAll
  void openStore() {
    store = new JpaSubscriptionStore(transactions.boundary());
  }

  @BeforeEach
  void openWorld() {
    listener = new RecordingListener();
    hub = FakeHub.start();
    site = FakeTopicSite.start();
    callbacks = CallbackServer.start();
    subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .listener(listener)
            .subscriptionListener(listener)
            .store(store)
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    callbacks.serve(subscriber.callbackHandler());
  }

  @AfterEach
  void closeWorld() {
    hub.close();
    site.close();
    callbacks.close();
  }

  @Test
  void subscribe_asksTheHubOnce_whenTheTransactionIsCommitted() {
    String note = UUID.randomUUID().toString();
    List<Subscription> returned = new ArrayList<>();

    transactions.commit(
        () -> {
          returned.add(subscriber.subscribe(feed()));
          transactions.boundary().run(entities -> entities.persist(new Note(note)));
          assertThat(hub.requests()).isEmpty();
        });

    hub.awaitRequest("subscribe", 1, SOON);
    Subscription pending = returned.get(0);
    assertThat(pending.state()).isEqualTo(SubscriptionState.PENDING);
    listener.awaitEvent(RecordingListener.Kind.VERIFIED, SOON);
    assertThat(subscriber.find(pending.id()).orElseThrow().state())
        .isEqualTo(SubscriptionState.ACTIVE);
    assertThat(hub.requests()).hasSize(1);
    assertThat(exists(note)).isTrue();
  }

  @Test
  void subscribe_asksNobody_whenTheTransactionIsRolledBack() {
    String note = UUID.randomUUID().toString();
    URI feed = feed();

    transactions.rollBack(
        () -> {
          Subscription pending = subscriber.subscribe(feed);
          assertThat(store.findById(pending.id())).contains(pending);
          transactions.boundary().run(entities -> entities.persist(new Note(note)));
        });

    assertThat(hub.requests()).isEmpty();
    assertThat(store.findByTopic(feed, hub.url())).isEmpty();
    assertThat(exists(note)).isFalse();
  }

  @Test
  void unsubscribe_asksTheHub_onlyWhenTheTransactionIsCommitted() {
    Subscription active = subscriber.subscribe(feed());

    transactions.rollBack(() -> assertThat(subscriber.unsubscribe(active.id())).isTrue());
    assertThat(hub.requests("unsubscribe")).isEmpty();
    assertThat(store.findById(active.id()).map(Subscription::state))
        .contains(SubscriptionState.ACTIVE);

    transactions.commit(() -> assertThat(subscriber.unsubscribe(active.id())).isTrue());
    hub.awaitRequest("unsubscribe", 1, SOON);
    listener.awaitEvent(RecordingListener.Kind.UNSUBSCRIBED, SOON);
    assertThat(hub.requests("unsubscribe")).hasSize(1);
    assertThat(store.findById(active.id())).isEmpty();
  }

  @Test
  void refusal_isRecorded_afterTheCommit() {
    hub.behaviour(HubBehaviour.refuse(403, "no"));
    List<Subscription> returned = new ArrayList<>();

    transactions.commit(() -> returned.add(subscriber.subscribe(feed())));

    listener.awaitEvent(RecordingListener.Kind.FAILED, SOON);
    assertThat(store.findById(returned.get(0).id()).map(Subscription::state))
        .contains(SubscriptionState.FAILED);
  }

  @Test
  void changes_areSeenWithin_andByOthersAfterTheCommit() {
    Subscription one = SubscriptionBuilder.active().build();

    transactions.commit(
        () -> {
          assertThat(store.add(one)).isTrue();
          Subscription two = store.replace(one, one.withProblem("a")).orElseThrow();
          assertThat(store.findById(one.id())).contains(two);
          assertThat(store.findByCallback(one.callback())).contains(two);
          assertThat(store.replace(one, one)).isEmpty();
          assertThat(store.replace(two, two.withProblem("b"))).isPresent();
        });

    assertThat(store.findById(one.id())).contains(one.withProblem("b").withVersion(2));
  }

  @Test
  void losing_leavesTheTransactionAsItIs() {
    Subscription taken = SubscriptionBuilder.active().build();
    assertThat(store.add(taken)).isTrue();
    Subscription other = SubscriptionBuilder.active().build();
    String note = UUID.randomUUID().toString();

    transactions.commit(
        () -> {
          assertThat(store.add(taken)).isFalse();
          assertThat(store.add(SubscriptionBuilder.active().callback(taken.callback()).build()))
              .isFalse();
          assertThat(
                  store.add(SubscriptionBuilder.active().topic(taken.topic().toString()).build()))
              .isFalse();
          assertThat(store.add(other)).isTrue();
          Subscription thief =
              SubscriptionBuilder.active().id(other.id()).topic(taken.topic().toString()).build();
          assertThat(store.replace(other, thief)).isEmpty();
          transactions.boundary().run(entities -> entities.persist(new Note(note)));
        });

    assertThat(store.findById(other.id())).contains(other);
    assertThat(exists(note)).isTrue();
  }

  @Test
  void claim_isUndone_whenTheTransactionIsRolledBack() {
    Subscription due = SubscriptionBuilder.active().build();
    due = due.withDueAt(due.createdAt());
    assertThat(store.add(due)).isTrue();
    Subscription added = due;

    transactions.rollBack(
        () ->
            assertThat(store.claimDue(added.createdAt(), added.createdAt().plusSeconds(1), 1000))
                .hasSize(1));

    assertThat(store.findById(due.id())).contains(due);
  }

  @Test
  void afterCommit_runsTheActionsInTheirOrder_andGoesOnAfterAFailure() {
    List<String> ran = new CopyOnWriteArrayList<>();

    transactions.commit(
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
  void afterCommit_neverRuns_whenTheTransactionIsRolledBack() {
    List<String> ran = new ArrayList<>();

    transactions.rollBack(() -> store.afterCommit(() -> ran.add("one")));
    store.afterCommit(() -> ran.add("two"));

    assertThat(ran).containsExactly("two");
  }

  @Test
  void failureWithin_rollsTheWholeBack() {
    Subscription subscription = SubscriptionBuilder.active().build();

    assertThatThrownBy(
            () ->
                transactions.commit(
                    () -> {
                      assertThat(store.add(subscription)).isTrue();
                      assertThatThrownBy(
                              () ->
                                  transactions
                                      .boundary()
                                      .run(
                                          entities -> {
                                            throw new IllegalStateException("on purpose");
                                          }))
                          .hasMessage("on purpose");
                    }))
        .isInstanceOf(RuntimeException.class);

    assertThat(store.findById(subscription.id())).isEmpty();
    assertThat(transactions.boundary().isActive()).isFalse();
  }

  private URI feed() {
    return site.advertise("/" + UUID.randomUUID(), hub.url());
  }

  private boolean exists(String note) {
    return transactions.boundary().read(entities -> entities.find(Note.class, note) != null);
  }
}
