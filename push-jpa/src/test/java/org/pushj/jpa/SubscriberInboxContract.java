package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RetryPolicy;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/**
 * Deliveries to listeners that write in the transaction of the inbox: what they wrote is there
 * once, however they fail, and their connections come back. There are few of those.
 */
abstract class SubscriberInboxContract {
  private static final int CONNECTIONS = 3;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LATER = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final HikariDataSource dataSource;
  private final TestProvider provider;

  SubscriberInboxContract(TestDatabase database, TestProvider provider) {
    this.dataSource = database.open();
    this.provider = provider;
    dataSource.setMaximumPoolSize(CONNECTIONS);
    TestDatabase.execute(dataSource, Note.TABLE);
  }

  @AfterEach
  void close() {
    dataSource.close();
  }

  @Test
  void listener_writesOnce_whenItFailsThreeTimesAndThenWorks() {
    AtomicInteger calls = new AtomicInteger();
    try (InboxNode node =
        node(
            settings(),
            update -> {
              if (calls.incrementAndGet() <= 3) {
                throw new IOException("not yet");
              }
            })) {
      add(node, 1);
      for (int i = 1; i <= 4; i++) {
        node.subscriber().runDueWork();
        assertThat(notes()).isEqualTo(i <= 3 ? 0 : 1);
        assertThat(activeConnections()).isZero();
        clock.advance(LATER);
      }
      assertThat(node.inbox().list(ManageableInbox.Query.all())).isEmpty();
    }
  }

  @Test
  void update_isParkedAndNothingWritten_whenTheListenerAlwaysThrowsAnError() {
    UpdateListener poisoned =
        update -> {
          if (update.text().equals("poison")) {
            throw new StackOverflowError("too deep");
          }
        };
    try (InboxNode node = node(settings().attempts(2), poisoned)) {
      InboxEntryBuilder poison = InboxEntryBuilder.received().content("poison");
      assertThat(node.inbox().add(poison.build(), poison.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);
      add(node, 3);
      node.subscriber().runDueWork();
      assertThat(notes()).isEqualTo(3);
      clock.advance(LATER);
      node.subscriber().runDueWork();

      List<InboxEntry> left = node.inbox().list(ManageableInbox.Query.all());
      assertThat(left).extracting(InboxEntry::state).containsExactly(InboxEntry.State.PARKED);
      assertThat(left.get(0).error()).isEqualTo("java.lang.StackOverflowError: too deep");
      assertThat(notes()).isEqualTo(3);
      assertThat(activeConnections()).isZero();
    }
  }

  @Test
  void connections_comeBack_whenTheListenerIsInterruptedAgainAndAgain() {
    CountDownLatch end = new CountDownLatch(1);
    UpdateListener hanging = update -> end.await();
    try (InboxNode node = node(settings().listenerTimeout(Duration.ofMillis(200)), hanging)) {
      add(node, 1);
      for (int i = 1; i <= 2 * CONNECTIONS; i++) {
        assertThat(node.subscriber().runDueWork()).isEqualTo(1);
        assertThat(node.inbox().list(ManageableInbox.Query.all()))
            .extracting(InboxEntry::attempts)
            .containsExactly(i);
        clock.advance(LATER);
      }
      end.countDown();
      node.subscriber().runDueWork();
      assertThat(notes()).isEqualTo(1);
      Awaitility.await().atMost(SOON).until(() -> activeConnections() == 0);
    }
  }

  @Test
  void lateListener_isUndone_whenItDoesNotHeedTheInterrupt_andAnotherHasTakenTheUpdate() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    UpdateListener deaf =
        update -> {
          if (calls.incrementAndGet() == 1) {
            awaitDeafly(end);
          }
        };
    try (InboxNode node = node(settings().listenerTimeout(Duration.ofMillis(500)), deaf)) {
      add(node, 1);
      node.subscriber().runDueWork();
      assertThat(activeConnections()).isZero();
      clock.advance(LATER);
      node.subscriber().runDueWork();
      assertThat(node.inbox().list(ManageableInbox.Query.all())).isEmpty();
      assertThat(notes()).isEqualTo(1);

      end.countDown();
      Awaitility.await()
          .atMost(SOON)
          .until(() -> node.subscriber().operations().statistics().callsHanging() == 0);
      assertThat(activeConnections()).isZero();
      assertThat(notes()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void updates_areHandledByOneSubscriberAtATime_andOnce(boolean inOrder) {
    int updates = 200;
    Set<Object> running = ConcurrentHashMap.newKeySet();
    Map<String, Integer> handledBy = new ConcurrentHashMap<>();
    Set<String> faults = ConcurrentHashMap.newKeySet();
    // Neither goes on before the other has begun, nor can one claim what both need.
    CountDownLatch bothAtWork = new CountDownLatch(2);
    Function<String, UpdateListener> watched =
        name ->
            update -> {
              Object lane = inOrder ? update.origin().subscription() : update.id();
              if (!running.add(lane)) {
                faults.add("two at a time: " + update);
              }
              if (handledBy.merge(name, 1, Integer::sum) == 1) {
                bothAtWork.countDown();
              }
              bothAtWork.await();
              running.remove(lane);
            };
    DeliverySettings.Builder settings =
        settings().inOrder(inOrder).work(work -> work.threads(2).batch(2));
    try (InboxNode one = node(settings, watched.apply("one"));
        InboxNode two = node(settings, watched.apply("two"))) {
      add(one, updates);
      one.subscriber().start();
      two.subscriber().start();
      Awaitility.await()
          .atMost(SOON)
          .until(() -> one.inbox().load().updates() == 0 && running.isEmpty());
    }
    assertThat(faults).isEmpty();
    assertThat(handledBy).containsOnlyKeys("one", "two");
    assertThat(handledBy.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(updates);
    assertThat(notes()).isEqualTo(updates);
  }

  /** Makes a subscriber whose listener writes a note first. */
  private InboxNode node(DeliverySettings.Builder settings, UpdateListener then) {
    return InboxNode.open(
        dataSource,
        provider,
        boundary ->
            update -> {
              String note = noteOf(update);
              boundary.run(entities -> entities.persist(new Note(note)));
              boundary.run(entities -> entities.flush());
              then.onUpdate(update);
            },
        builder -> builder.deliveries(settings.build()).clock(clock));
  }

  /** Each call has a note of its own, so that two of them do not wait for each other. */
  private static String noteOf(Update update) {
    return update.id().toString().substring(0, 20) + Long.toHexString(System.nanoTime());
  }

  private static DeliverySettings.Builder settings() {
    return DeliverySettings.builder()
        .work(work -> work.poll(Duration.ofMillis(50)))
        .retries(RetryPolicy.between(Duration.ofSeconds(1), LATER));
  }

  private void add(InboxNode node, int count) {
    List<SubscriptionId> subscriptions =
        Stream.generate(() -> SubscriptionId.next(clock.instant())).limit(10).toList();
    for (int i = 0; i < count; i++) {
      InboxEntryBuilder update =
          InboxEntryBuilder.received().subscription(subscriptions.get(i % subscriptions.size()));
      assertThat(node.inbox().add(update.build(), update.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);
    }
  }

  private int notes() {
    return TestDatabase.number(dataSource, "SELECT count(*) FROM note");
  }

  private int activeConnections() {
    return dataSource.getHikariPoolMXBean().getActiveConnections();
  }

  private static void awaitDeafly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException deaf) {
        // Hangs on.
      }
    }
  }
}
