package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.QueuedPingBuilder;

/** Pings that are added within a transaction of the application count with that transaction. */
interface PingTransactionContract {
  String TOPIC = "https://topic.example/one";
  int MANY = 30;

  /** Shorter than any database waits for a lock that matters here. */
  int SOON_SECONDS = 10;

  /** Returns the transactions. */
  CallerTransactions transactions();

  @Test
  default void add_isSeenByOthers_onlyAfterTheCommit() {
    ManageableQueue queue = emptyQueue();
    QueuedPing ping = ping();

    transactions()
        .commit(
            () -> {
              assertThat(queue.add(List.of(ping))).isTrue();
              assertThat(elsewhere(() -> queue.claimDue(Claim.of(NOW, UNTIL, 10)))).isEmpty();
            });

    assertThat(queue.list(ManageableQueue.Query.all())).containsExactly(ping);
  }

  @Test
  default void add_addsNothing_whenTheTransactionIsRolledBack() {
    ManageableQueue queue = emptyQueue();
    transactions().rollBack(() -> assertThat(queue.add(List.of(ping()))).isTrue());

    assertThat(queue.list(ManageableQueue.Query.all())).isEmpty();
  }

  @Test
  default void add_addsMoreThanABatch_withTheTransaction() {
    ManageableQueue queue = emptyQueue();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      pings.add(QueuedPingBuilder.asked().build());
    }

    transactions().rollBack(() -> assertThat(queue.add(pings)).isTrue());
    assertThat(queue.countWaiting()).isZero();
    transactions().commit(() -> assertThat(queue.add(pings)).isTrue());

    assertThat(queue.countWaiting()).isEqualTo(pings.size());
  }

  @Test
  default void add_neitherWaitsNorFails_whenAnotherTransactionChangesTheSameTopic() {
    ManageableQueue queue = emptyQueue();
    transactions()
        .commit(
            () -> {
              queue.add(List.of(ping()));
              elsewhere(() -> commitOne(queue));
              queue.add(List.of(ping()));
              elsewhere(() -> commitOne(queue));
            });

    assertThat(queue.countWaiting()).isEqualTo(4);
    assertThat(queue.claimDue(Claim.of(NOW, UNTIL, 10))).hasSize(1);
    assertThat(queue.countWaiting()).isEqualTo(1);
  }

  @Test
  default void claimDue_neitherWaitsForATransaction_norHoldsItUp_whenItChangesTheSameTopic() {
    ManageableQueue queue = emptyQueue();
    QueuedPing last = addMany(queue);

    transactions()
        .commit(
            () -> {
              queue.add(List.of(ping()));
              List<QueuedPing> claimed = elsewhere(() -> queue.claimDue(Claim.of(NOW, UNTIL, 10)));
              assertThat(claimed).extracting(QueuedPing::id).containsExactly(last.id());
              queue.add(List.of(ping()));
              assertThat(elsewhere(() -> queue.complete(claimed))).isEqualTo(1);
              queue.add(List.of(ping()));
              assertThat(elsewhere(() -> queue.purgeParked(UNTIL, 10))).isZero();
            });

    assertThat(queue.countWaiting()).isEqualTo(3);
  }

  @Test
  default void settling_doesNotWaitForATransaction_thatChangesTheSameTopic() {
    ManageableQueue queue = emptyQueue();
    addMany(queue);
    List<QueuedPing> claimed = queue.claimDue(Claim.of(NOW, UNTIL, 10));

    transactions()
        .commit(
            () -> {
              queue.add(List.of(ping()));
              assertThat(elsewhere(() -> queue.putBack(claimed.get(0), NOW, 1, "busy"))).isTrue();
              List<QueuedPing> again = elsewhere(() -> queue.claimDue(Claim.of(NOW, UNTIL, 10)));
              assertThat(elsewhere(() -> queue.park(again.get(0), NOW, "enough"))).isTrue();
              assertThat(elsewhere(() -> queue.requeue(again.get(0).id(), UNTIL))).isTrue();
            });

    assertThat(queue.countWaiting()).isEqualTo(2);
  }

  @Test
  default void afterCommit_runsAfterTheCommit_andNeverAfterARollback() {
    ManageableQueue queue = emptyQueue();
    List<String> ran = new ArrayList<>();

    transactions().rollBack(() -> queue.afterCommit(() -> ran.add("rolled back")));
    transactions()
        .commit(
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

  private boolean commitOne(ManageableQueue queue) {
    transactions().commit(() -> assertThat(queue.add(List.of(ping()))).isTrue());
    return true;
  }

  /** Adds so many that a database would rather go through the whole table than look each up. */
  private static QueuedPing addMany(ManageableQueue queue) {
    List<QueuedPing> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(ping());
    }
    assertThat(queue.add(many)).isTrue();
    return many.get(MANY - 1);
  }

  private ManageableQueue emptyQueue() {
    TransactionBoundary boundary = transactions().boundary();
    boundary.run(entities -> entities.createNativeQuery("DELETE FROM push_ping").executeUpdate());
    return new JpaPingQueue(boundary);
  }

  /** Runs something on another thread, which is in no transaction. */
  private static <T> T elsewhere(Callable<T> task) {
    FutureTask<T> running = new FutureTask<>(task);
    Thread thread = new Thread(running, "elsewhere");
    thread.start();
    try {
      return running.get(SOON_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      thread.interrupt();
      throw new AssertionError("not done within " + SOON_SECONDS + " s", e);
    }
  }
}
