package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.StoreException;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxLoad;
import org.pushj.spi.InboxReceipt;
import org.pushj.spi.InboxState;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** What a listener writes is committed with the completion of its update, or not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InboxDeliveryContract {
  private static final InboxLoad NOTHING = new InboxLoad(0, 0);

  private final ManualClock clock = new ManualClock();
  private CallerTransactions transactions;
  private JpaUpdateInbox inbox;
  private String note;

  abstract CallerTransactions open();

  @BeforeAll
  void openDatabase() {
    transactions = open();
    inbox = new JpaUpdateInbox(transactions.boundary());
  }

  @AfterAll
  void closeDatabase() {
    transactions.close();
  }

  @BeforeEach
  void newNote() {
    note = UUID.randomUUID().toString();
    transactions
        .boundary()
        .run(entities -> entities.createNativeQuery("DELETE FROM push_update").executeUpdate());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deliver_commitsWhatTheListenerWrites_withTheCompletion(boolean keep) throws Exception {
    InboxEntry claimed = claimed();

    boolean completed =
        inbox.deliver(
            claimed,
            clock,
            keep,
            () -> {
              write();
              assertThat(CompletableFuture.supplyAsync(this::isWritten).join()).isFalse();
            });

    assertThat(completed).isTrue();
    assertThat(isWritten()).isTrue();
    assertThat(inbox.load()).isEqualTo(NOTHING);
    assertThat(inbox.findById(claimed.id()).map(InboxEntry::state))
        .isEqualTo(Optional.ofNullable(keep ? InboxState.DONE : null));
  }

  @Test
  void deliver_undoesWhatTheListenerWrote_whenItThrows() {
    for (Throwable thrown :
        List.of(new IOException("no"), new IllegalStateException("no"), new AssertionError("no"))) {
      InboxEntry claimed = claimed();

      Throwable caught =
          catchThrowable(
              () ->
                  inbox.deliver(
                      claimed,
                      clock,
                      false,
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
        inbox.deliver(
            claimed,
            clock,
            false,
            () -> {
              write();
              takenOver.addAll(CompletableFuture.supplyAsync(this::takeOver).join());
            });

    assertThat(completed).isFalse();
    assertThat(isWritten()).isFalse();
    assertThat(takenOver).hasSize(1);
    assertThat(inbox.findById(claimed.id())).contains(takenOver.get(0));
    assertThat(inbox.deliver(takenOver.get(0), clock, false, this::write)).isTrue();
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
            () -> {
              try {
                return inbox.deliver(
                    claimed,
                    clock,
                    false,
                    () -> {
                      write();
                      hangs.countDown();
                      goesOn.await();
                    });
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
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
                inbox.deliver(
                    claimed,
                    clock,
                    false,
                    () -> {
                      write();
                      assertThatExceptionOfType(IllegalStateException.class)
                          .isThrownBy(
                              () ->
                                  transactions
                                      .boundary()
                                      .run(
                                          entities -> {
                                            throw new IllegalStateException("hidden");
                                          }));
                    }))
        .withMessageContaining(claimed.id().toString())
        .withMessageContaining("nothing was changed");

    assertThat(isWritten()).isFalse();
    assertThat(inbox.findById(claimed.id())).contains(claimed);
  }

  @Test
  void deliver_throwsAndSettlesNothing_whenTheCommitFails() throws Exception {
    assertThat(inbox.deliver(claimed(), clock, false, this::write)).isTrue();
    InboxEntry claimed = claimed();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> inbox.deliver(claimed, clock, false, this::write))
        .withMessageContaining(claimed.id().toString())
        .withMessageContaining("nothing was changed");

    assertThat(inbox.findById(claimed.id())).contains(claimed);
  }

  @Test
  void deliver_completes_whenTheListenerWritesNothing() throws Exception {
    InboxEntry claimed = claimed();
    assertThat(inbox.deliver(claimed, clock, false, () -> {})).isTrue();
    assertThat(inbox.deliver(claimed, clock, false, () -> {})).isFalse();
    assertThat(inbox.load()).isEqualTo(NOTHING);
  }

  @Test
  void deliver_runsWhatWaitsForTheCommit_onceTheUpdateIsCompleted() throws Exception {
    List<InboxLoad> seen = new ArrayList<>();
    TransactionBoundary boundary = transactions.boundary();

    inbox.deliver(
        claimed(), clock, false, () -> boundary.afterCommit(() -> seen.add(inbox.load())));
    assertThat(seen).containsExactly(NOTHING);

    InboxEntry claimed = claimed();
    inbox.deliver(
        claimed,
        clock,
        false,
        () -> {
          boundary.afterCommit(() -> seen.add(inbox.load()));
          CompletableFuture.supplyAsync(this::takeOver).join();
        });
    assertThat(seen).hasSize(1);
  }

  @Test
  void deliver_leavesWhatTheListenerWrote_whenItIsOutsideOfTheTransaction() {
    UpdateInbox apart = inbox.withoutDeliveryTransaction();
    InboxEntry claimed = claimed();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                apart.deliver(
                    claimed,
                    clock,
                    false,
                    () -> {
                      assertThat(transactions.boundary().isActive()).isFalse();
                      write();
                      throw new IOException("no");
                    }));

    assertThat(isWritten()).isTrue();
    assertThat(inbox.findById(claimed.id())).contains(claimed);
  }

  @Test
  void deliver_takesPartInTheTransactionOfItsCaller() {
    InboxEntry claimed = claimed();
    transactions.rollBack(() -> assertThat(delivered(claimed)).isTrue());
    assertThat(isWritten()).isFalse();
    assertThat(inbox.findById(claimed.id())).contains(claimed);

    assertThat(
            catchThrowable(
                () ->
                    transactions.commit(
                        () -> assertThat(delivered(claimed.withVersion(99))).isFalse())))
        .isInstanceOf(RuntimeException.class);
    assertThat(isWritten()).isFalse();

    transactions.commit(() -> assertThat(delivered(claimed)).isTrue());
    assertThat(isWritten()).isTrue();
    assertThat(inbox.load()).isEqualTo(NOTHING);
  }

  private boolean delivered(InboxEntry claimed) {
    try {
      return inbox.deliver(claimed, clock, false, this::write);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private InboxEntry claimed() {
    InboxEntryBuilder update = InboxEntryBuilder.received();
    assertThat(inbox.add(update.build(), update.content(), null)).isEqualTo(InboxReceipt.ADDED);
    Instant now = clock.instant();
    return inbox.claimDue(now, now.plusSeconds(60), 10, false).get(0);
  }

  private List<InboxEntry> takeOver() {
    Instant later = clock.instant().plus(Duration.ofMinutes(1));
    return inbox.claimDue(later, later.plusSeconds(60), 10, false);
  }

  private void write() {
    transactions.boundary().run(entities -> entities.persist(new Note(note)));
  }

  private boolean isWritten() {
    return transactions.boundary().read(entities -> entities.find(Note.class, note) != null);
  }

  private static void fail(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }
}
