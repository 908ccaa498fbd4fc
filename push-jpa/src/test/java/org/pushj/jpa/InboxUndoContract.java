package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.InboxEntry;

/** What a listener wrote is undone where its update is not completed. */
interface InboxUndoContract {

  /** Returns the transactions. */
  CallerTransactions transactions();

  @Test
  default void deliver_undoesWhatTheListenerWrote_whenItThrows() {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    for (Throwable thrown :
        List.of(new IOException("no"), new IllegalStateException("no"), new AssertionError("no"))) {
      InboxEntry claimed = trial.claimed();

      Throwable caught =
          catchThrowable(
              () ->
                  trial.deliver(
                      claimed,
                      () -> {
                        trial.write();
                        fail(thrown);
                      }));

      assertThat(caught).isSameAs(thrown);
      assertThat(trial.isWritten()).isFalse();
      assertThat(trial.inbox().findById(claimed.id())).contains(claimed);
    }
  }

  @Test
  default void deliver_undoesWhatTheListenerWrote_whenAnotherHasTakenTheUpdateOver()
      throws Exception {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    InboxEntry claimed = trial.claimed();
    List<InboxEntry> takenOver = new ArrayList<>();

    boolean completed =
        trial.deliver(
            claimed,
            () -> {
              trial.write();
              takenOver.addAll(CompletableFuture.supplyAsync(trial::takeOver).join());
            });

    assertThat(completed).isFalse();
    assertThat(trial.isWritten()).isFalse();
    assertThat(takenOver).hasSize(1);
    assertThat(trial.inbox().findById(claimed.id())).contains(takenOver.get(0));
    assertThat(trial.deliver(takenOver.get(0), trial::write)).isTrue();
    assertThat(trial.isWritten()).isTrue();
  }

  /** As the subscriber does with a listener that does not come back in time. */
  @Test
  default void deliver_undoesWhatTheListenerWrote_whenTheUpdateWasPutBackWhileItHung()
      throws Exception {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    InboxEntry claimed = trial.claimed();
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);

    CompletableFuture<Boolean> late =
        CompletableFuture.supplyAsync(
            () ->
                trial.delivered(
                    claimed,
                    () -> {
                      trial.write();
                      hangs.countDown();
                      goesOn.await();
                    }));
    hangs.await();
    assertThat(trial.inbox().putBack(claimed, trial.clock().instant(), 1, "hangs")).isTrue();
    goesOn.countDown();

    assertThat(late.join()).isFalse();
    assertThat(trial.isWritten()).isFalse();
    assertThat(trial.inbox().load().updates()).isEqualTo(1);
  }

  @Test
  default void deliver_throwsAndSettlesNothing_whenTheListenerHidesAFailure() {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    InboxEntry claimed = trial.claimed();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                trial.deliver(
                    claimed,
                    () -> {
                      trial.write();
                      hideAFailure(transactions().boundary());
                    }))
        .withMessageContaining(claimed.id().toString())
        .withMessageContaining("nothing was changed");

    assertThat(trial.isWritten()).isFalse();
    assertThat(trial.inbox().findById(claimed.id())).contains(claimed);
  }

  @Test
  default void deliver_throwsAndSettlesNothing_whenTheCommitFails() throws Exception {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    assertThat(trial.deliver(trial.claimed(), trial::write)).isTrue();
    InboxEntry claimed = trial.claimed();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> trial.deliver(claimed, trial::write))
        .withMessageContaining(claimed.id().toString())
        .withMessageContaining("nothing was changed");

    assertThat(trial.inbox().findById(claimed.id())).contains(claimed);
  }

  private static void hideAFailure(TransactionBoundary boundary) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                boundary.run(
                    entities -> {
                      throw new IllegalStateException("hidden");
                    }));
  }

  private static void fail(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }
}
