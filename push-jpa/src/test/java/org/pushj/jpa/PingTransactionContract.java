package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.spi.PingQuery;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.ManualClock;
import org.pushj.tck.QueuedPingBuilder;

/** Pings that are added within a transaction of the application count with that transaction. */
abstract class PingTransactionContract extends CallerContractBase {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final String TOPIC = "https://topic.example/one";
  private static final int MANY = 30;

  /** Shorter than any database waits for a lock that matters here. */
  private static final int SOON_SECONDS = 10;

  private ExecutorService elsewhere;
  private PingQueue queue;

  @BeforeAll
  void openStore() {
    queue = new JpaPingQueue(transactions.boundary());
  }

  @BeforeEach
  void openThread() {
    elsewhere = Executors.newSingleThreadExecutor();
    transactions
        .boundary()
        .run(entities -> entities.createNativeQuery("DELETE FROM push_ping").executeUpdate());
  }

  @AfterEach
  void closeThread() {
    elsewhere.shutdownNow();
  }

  @Test
  void add_isSeenByOthers_onlyAfterTheCommit() {
    QueuedPing ping = ping();

    transactions.commit(
        () -> {
          assertThat(queue.add(List.of(ping))).isTrue();
          assertThat(elsewhere(() -> queue.claimDue(NOW, UNTIL, 10))).isEmpty();
        });

    assertThat(queue.list(PingQuery.all())).containsExactly(ping);
  }

  @Test
  void add_addsNothing_whenTheTransactionIsRolledBack() {
    transactions.rollBack(() -> assertThat(queue.add(List.of(ping()))).isTrue());

    assertThat(queue.list(PingQuery.all())).isEmpty();
  }

  @Test
  void add_addsMoreThanABatch_withTheTransaction() {
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      pings.add(QueuedPingBuilder.asked().build());
    }

    transactions.rollBack(() -> assertThat(queue.add(pings)).isTrue());
    assertThat(queue.countWaiting()).isZero();
    transactions.commit(() -> assertThat(queue.add(pings)).isTrue());

    assertThat(queue.countWaiting()).isEqualTo(pings.size());
  }

  @Test
  void add_neitherWaitsNorFails_whenAnotherTransactionChangesTheSameTopic() {
    transactions.commit(
        () -> {
          queue.add(List.of(ping()));
          elsewhere(() -> commitOne(queue));
          queue.add(List.of(ping()));
          elsewhere(() -> commitOne(queue));
        });

    assertThat(queue.countWaiting()).isEqualTo(4);
    assertThat(queue.claimDue(NOW, UNTIL, 10)).hasSize(1);
    assertThat(queue.countWaiting()).isEqualTo(1);
  }

  @Test
  void claimDue_neitherWaitsForATransaction_norHoldsItUp_whenItChangesTheSameTopic() {
    QueuedPing last = addMany();

    transactions.commit(
        () -> {
          queue.add(List.of(ping()));
          List<QueuedPing> claimed = elsewhere(() -> queue.claimDue(NOW, UNTIL, 10));
          assertThat(claimed).extracting(QueuedPing::id).containsExactly(last.id());
          queue.add(List.of(ping()));
          assertThat(elsewhere(() -> queue.complete(claimed))).isEqualTo(1);
          queue.add(List.of(ping()));
          assertThat(elsewhere(() -> queue.purgeParked(UNTIL, 10))).isZero();
        });

    assertThat(queue.countWaiting()).isEqualTo(3);
  }

  @Test
  void settling_doesNotWaitForATransaction_thatChangesTheSameTopic() {
    addMany();
    List<QueuedPing> claimed = queue.claimDue(NOW, UNTIL, 10);

    transactions.commit(
        () -> {
          queue.add(List.of(ping()));
          assertThat(elsewhere(() -> queue.putBack(claimed.get(0), NOW, 1, "busy"))).isTrue();
          List<QueuedPing> again = elsewhere(() -> queue.claimDue(NOW, UNTIL, 10));
          assertThat(elsewhere(() -> queue.park(again.get(0), NOW, "enough"))).isTrue();
          assertThat(elsewhere(() -> queue.requeue(again.get(0).id(), UNTIL))).isTrue();
        });

    assertThat(queue.countWaiting()).isEqualTo(2);
  }

  @Test
  void afterCommit_runsAfterTheCommit_andNeverAfterARollback() {
    List<String> ran = new ArrayList<>();

    transactions.rollBack(() -> queue.afterCommit(() -> ran.add("rolled back")));
    transactions.commit(
        () -> {
          queue.add(List.of(ping()));
          queue.afterCommit(() -> ran.add("waiting: " + queue.countWaiting()));
          assertThat(ran).isEmpty();
        });

    await().until(() -> !ran.isEmpty());
    assertThat(ran).containsExactly("waiting: 1");
  }

  private static QueuedPing ping() {
    return QueuedPingBuilder.asked().topic(TOPIC).build();
  }

  private boolean commitOne(PingQueue queue) {
    transactions.commit(() -> assertThat(queue.add(List.of(ping()))).isTrue());
    return true;
  }

  /** Adds so many that a database would rather go through the whole table than look each up. */
  private QueuedPing addMany() {
    List<QueuedPing> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(ping());
    }
    assertThat(queue.add(many)).isTrue();
    return many.get(MANY - 1);
  }

  /** Runs something on another thread, which is in no transaction. */
  private <T> T elsewhere(Callable<T> task) {
    Future<T> running = elsewhere.submit(task);
    try {
      return running.get(SOON_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("not done within " + SOON_SECONDS + " s", e);
    }
  }
}
