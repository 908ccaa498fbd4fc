package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** What a listener writes is committed with the completion of its update, or not at all. */
interface InboxDeliveryContract {
  UpdateInbox.Load NOTHING = new UpdateInbox.Load(0, 0, 0);

  /** Returns the transactions. */
  CallerTransactions transactions();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void deliver_commitsWhatTheListenerWrites_withTheCompletion(boolean keep)
      throws Exception {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    InboxEntry claimed = trial.claimed();

    boolean completed =
        trial
            .inbox()
            .deliver(
                claimed,
                trial.clock(),
                keep,
                () -> {
                  trial.write();
                  assertThat(CompletableFuture.supplyAsync(trial::isWritten).join()).isFalse();
                });

    assertThat(completed).isTrue();
    assertThat(trial.isWritten()).isTrue();
    assertThat(trial.inbox().load()).isEqualTo(NOTHING);
    assertThat(trial.inbox().findById(claimed.id()).map(InboxEntry::state))
        .isEqualTo(Optional.ofNullable(keep ? InboxEntry.State.DONE : null));
  }

  @Test
  default void deliver_completes_whenTheListenerWritesNothing() throws Exception {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    InboxEntry claimed = trial.claimed();
    assertThat(trial.deliver(claimed, () -> {})).isTrue();
    assertThat(trial.deliver(claimed, () -> {})).isFalse();
    assertThat(trial.inbox().load()).isEqualTo(NOTHING);
  }

  @Test
  default void deliver_runsWhatWaitsForTheCommit_onceTheUpdateIsCompleted() throws Exception {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    List<UpdateInbox.Load> seen = new ArrayList<>();
    TransactionBoundary boundary = transactions().boundary();

    trial.deliver(
        trial.claimed(), () -> boundary.afterCommit(() -> seen.add(trial.inbox().load())));
    assertThat(seen).containsExactly(NOTHING);

    InboxEntry claimed = trial.claimed();
    trial.deliver(
        claimed,
        () -> {
          boundary.afterCommit(() -> seen.add(trial.inbox().load()));
          CompletableFuture.supplyAsync(trial::takeOver).join();
        });
    assertThat(seen).hasSize(1);
  }

  @Test
  default void deliver_leavesWhatTheListenerWrote_whenItIsOutsideOfTheTransaction() {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    UpdateInbox apart = trial.inbox().withoutDeliveryTransaction();
    InboxEntry claimed = trial.claimed();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                apart.deliver(
                    claimed,
                    trial.clock(),
                    false,
                    () -> {
                      assertThat(transactions().boundary().isActive()).isFalse();
                      trial.write();
                      throw new IOException("no");
                    }));

    assertThat(trial.isWritten()).isTrue();
    assertThat(trial.inbox().findById(claimed.id())).contains(claimed);
  }

  @Test
  default void deliver_takesPartInTheTransactionOfItsCaller() {
    DeliveryTrial trial = new DeliveryTrial(transactions());
    InboxEntry claimed = trial.claimed();
    transactions().rollBack(() -> assertThat(trial.delivered(claimed, trial::write)).isTrue());
    assertThat(trial.isWritten()).isFalse();
    assertThat(trial.inbox().findById(claimed.id())).contains(claimed);

    assertThat(
            catchThrowable(
                () ->
                    transactions()
                        .commit(
                            () ->
                                assertThat(trial.delivered(claimed.withVersion(99), trial::write))
                                    .isFalse())))
        .isInstanceOf(RuntimeException.class);
    assertThat(trial.isWritten()).isFalse();

    transactions().commit(() -> assertThat(trial.delivered(claimed, trial::write)).isTrue());
    assertThat(trial.isWritten()).isTrue();
    assertThat(trial.inbox().load()).isEqualTo(NOTHING);
  }
}
