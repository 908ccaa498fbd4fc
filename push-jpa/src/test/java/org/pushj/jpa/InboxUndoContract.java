package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxReceipt;
import org.pushj.spi.UpdateInbox.Delivery;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** What a listener wrote is undone where its update is not completed. */
abstract class InboxUndoContract extends CallerContractBase {
  final ManualClock clock = new ManualClock();
  JpaUpdateInbox inbox;
  private String note;

  @BeforeAll
  void openStore() {
    inbox = new JpaUpdateInbox(transactions.boundary());
  }

  @BeforeEach
  void newNote() {
    note = UUID.randomUUID().toString();
    transactions
        .boundary()
        .run(entities -> entities.createNativeQuery("DELETE FROM push_update").executeUpdate());
  }

  @Test
  void deliver_undoesWhatTheListenerWrote_whenItThrows() {
    for (Throwable thrown :
        List.of(new IOException("no"), new IllegalStateException("no"), new AssertionError("no"))) {
      InboxEntry claimed = claimed();

      Throwable caught =
          catchThrowable(
              () ->
                  deliver(
                      claimed,
                      () -> {
                        write();
                        fail(thrown);
                      }));

      assertThat(caught).isSameAs(thrown);
      assertThat(isWritten()).isFalse();
      assertThat(inbox.findById(claimed.id())).contains(claimed);
    }
  }

  @Test
  void deliver_undoesWhatTheListenerWrote_whenAnotherHasTakenTheUpdateOver() throws Exception {
    InboxEntry claimed = claimed();
    List<InboxEntry> takenOver = new ArrayList<>();

    boolean completed =
        deliver(
            claimed,
            () -> {
              write();
              takenOver.addAll(CompletableFuture.supplyAsync(this::takeOver).join());
            });

    assertThat(completed).isFalse();
    assertThat(isWritten()).isFalse();
    assertThat(takenOver).hasSize(1);
    assertThat(inbox.findById(claimed.id())).contains(takenOver.get(0));
    assertThat(deliver(takenOver.get(0), this::write)).isTrue();
    assertThat(isWritten()).isTrue();
  }

  /** As the subscriber does with a listener that does not come back in time. */
  @Test
  void deliver_undoesWhatTheListenerWrote_whenTheUpdateWasPutBackWhileItHung() throws Exception {
    InboxEntry claimed = claimed();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);

    CompletableFuture<Boolean> late =
        CompletableFuture.supplyAsync(
            () ->
                delivered(
                    claimed,
                    () -> {
                      write();
                      hangs.countDown();
                      goesOn.await();
                    }));
    hangs.await();
    assertThat(inbox.putBack(claimed, clock.instant(), 1, "hangs")).isTrue();
    goesOn.countDown();

    assertThat(late.join()).isFalse();
    assertThat(isWritten()).isFalse();
    assertThat(inbox.load().updates()).isEqualTo(1);
  }

  @Test
  void deliver_throwsAndSettlesNothing_whenTheListenerHidesAFailure() {
    InboxEntry claimed = claimed();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                deliver(
                    claimed,
                    () -> {
                      write();
                      hideAFailure();
                    }))
        .withMessageContaining(claimed.id().toString())
        .withMessageContaining("nothing was changed");

    assertThat(isWritten()).isFalse();
    assertThat(inbox.findById(claimed.id())).contains(claimed);
  }

  @Test
  void deliver_throwsAndSettlesNothing_whenTheCommitFails() throws Exception {
    assertThat(deliver(claimed(), this::write)).isTrue();
    InboxEntry claimed = claimed();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> deliver(claimed, this::write))
        .withMessageContaining(claimed.id().toString())
        .withMessageContaining("nothing was changed");

    assertThat(inbox.findById(claimed.id())).contains(claimed);
  }

  boolean deliver(InboxEntry claimed, Delivery delivery) throws Exception {
    return inbox.deliver(claimed, clock, false, delivery);
  }

  boolean delivered(InboxEntry claimed, Delivery delivery) {
    try {
      return deliver(claimed, delivery);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  InboxEntry claimed() {
    InboxEntryBuilder update = InboxEntryBuilder.received();
    assertThat(inbox.add(update.build(), update.content(), null)).isEqualTo(InboxReceipt.ADDED);
    Instant now = clock.instant();
    return inbox.claimDue(now, now.plusSeconds(60), 10, false).get(0);
  }

  List<InboxEntry> takeOver() {
    Instant later = clock.instant().plus(Duration.ofMinutes(1));
    return inbox.claimDue(later, later.plusSeconds(60), 10, false);
  }

  void write() {
    transactions.boundary().run(entities -> entities.persist(new Note(note)));
  }

  private void hideAFailure() {
    TransactionBoundary boundary = transactions.boundary();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                boundary.run(
                    entities -> {
                      throw new IllegalStateException("hidden");
                    }));
  }

  boolean isWritten() {
    return transactions.boundary().read(entities -> entities.find(Note.class, note) != null);
  }

  private static void fail(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }
}
