package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** Deliveries whose listener hangs, in a pool of two connections, until they are abandoned. */
abstract class AbandonedDeliveryContract {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final CountDownLatch end = new CountDownLatch(1);
  private final SmallPool pool;
  private final DataSource dataSource;
  private final EntityManagerFactory factory;
  private final TransactionBoundary boundary;
  private final JpaUpdateInbox inbox;
  private Thread runner = Thread.currentThread();

  AbandonedDeliveryContract(SmallPool pool, TestProvider provider) {
    this.pool = pool;
    dataSource = pool.dataSource();
    PushSchema.create(dataSource);
    TestDatabase.execute(dataSource, Note.TABLE);
    factory = provider.openApplication(dataSource);
    boundary = TransactionBoundary.resourceLocal(factory);
    inbox = new JpaUpdateInbox(boundary);
  }

  @AfterEach
  void close() {
    end.countDown();
    factory.close();
    pool.close();
  }

  @Test
  void locksAndConnections_areFree_whileAbandonedListenersHang() throws Exception {
    String note = UUID.randomUUID().toString();
    List<CompletableFuture<Boolean>> late = new ArrayList<>();
    for (int i = 0; i < 3 * SmallPool.CONNECTIONS; i++) {
      InboxEntry claimed = claimed();
      CountDownLatch hangs = new CountDownLatch(1);
      late.add(
          delivered(
              claimed,
              () -> {
                write(note);
                hangs.countDown();
                awaitDeafly();
              }));
      hangs.await();
      assertThat(activeConnections()).isEqualTo(1);

      inbox.abandon(claimed);

      assertThat(activeConnections()).isZero();
      assertThat(inbox.putBack(claimed, clock.instant().plusSeconds(99), 1, "hangs")).isTrue();
    }
    TestDatabase.execute(dataSource, "INSERT INTO note (id) VALUES ('" + note + "')");

    end.countDown();
    late.forEach(each -> assertThat(each).failsWithin(SOON));
    assertThat(notes()).isEqualTo(1);
    assertThat(inbox.load().updates()).isEqualTo(3 * SmallPool.CONNECTIONS);
    assertThat(activeConnections()).isZero();
  }

  @Test
  void delivery_commitsNothing_whenItIsAbandonedBeforeItWrites() throws Exception {
    InboxEntry claimed = claimed();
    CountDownLatch hangs = new CountDownLatch(1);
    CompletableFuture<Boolean> late =
        delivered(
            claimed,
            () -> {
              hangs.countDown();
              awaitDeafly();
              assertThatThrownBy(() -> write("late")).hasMessageContaining("given up");
              assertThat(activeConnections()).isZero();
            });
    hangs.await();
    inbox.abandon(claimed);
    end.countDown();
    assertThat(late).failsWithin(SOON);
    assertThat(notes()).isZero();
    assertThat(inbox.findById(claimed.id())).contains(claimed);
  }

  @Test
  void delivery_ends_whenItIsAbandonedInAStatement() throws Exception {
    InboxEntry claimed = claimed();
    CountDownLatch writes = new CountDownLatch(1);
    try (Connection other = dataSource.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO note (id) VALUES ('same')");
      CompletableFuture<Boolean> late =
          delivered(
              claimed,
              () -> {
                write("mine");
                writes.countDown();
                write("same");
              });
      writes.await();
      Awaitility.await().atMost(SOON).until(this::isInAStatement);

      inbox.abandon(claimed);

      assertThat(late).failsWithin(SOON);
      assertThat(activeConnections()).isEqualTo(1);
      other.rollback();
    }
    assertThat(notes()).isZero();
  }

  @Test
  void abandon_changesNothing_whenTheDeliveryHasEnded() throws Exception {
    InboxEntry claimed = claimed();
    assertThat(inbox.deliver(claimed, clock, false, () -> write("mine"))).isTrue();
    inbox.abandon(claimed);
    assertThat(notes()).isEqualTo(1);
    assertThat(inbox.load().updates()).isZero();
  }

  private InboxEntry claimed() {
    InboxEntryBuilder update = InboxEntryBuilder.received();
    assertThat(inbox.add(update.build(), update.content(), null))
        .isEqualTo(UpdateInbox.Receipt.ADDED);
    return inbox
        .claimDue(Claim.of(clock.instant(), clock.instant().plusSeconds(60), 1), false)
        .get(0);
  }

  private CompletableFuture<Boolean> delivered(InboxEntry claimed, UpdateInbox.Delivery delivery) {
    CompletableFuture<Boolean> delivered = new CompletableFuture<>();
    runner =
        new Thread(
            () -> {
              try {
                delivered.complete(inbox.deliver(claimed, clock, false, delivery));
              } catch (Throwable e) {
                delivered.completeExceptionally(e);
              }
            });
    runner.setDaemon(true);
    runner.start();
    return delivered;
  }

  private void write(String note) {
    boundary.run(
        entities -> {
          entities.persist(new Note(note));
          entities.flush();
        });
  }

  private boolean isInAStatement() {
    return Arrays.stream(runner.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().startsWith("executeUpdate"));
  }

  private int notes() {
    return TestDatabase.number(dataSource, "SELECT count(*) FROM note");
  }

  private int activeConnections() {
    return pool.active().getAsInt();
  }

  private void awaitDeafly() {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException deaf) {
        // Hangs on.
      }
    }
  }
}
