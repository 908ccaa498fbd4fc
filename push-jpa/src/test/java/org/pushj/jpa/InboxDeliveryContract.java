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
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxLoad;
import org.pushj.spi.InboxState;
import org.pushj.spi.UpdateInbox;

/** What a listener writes is committed with the completion of its update, or not at all. */
abstract class InboxDeliveryContract extends InboxUndoContract {
  private static final InboxLoad NOTHING = new InboxLoad(0, 0);

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
  void deliver_completes_whenTheListenerWritesNothing() throws Exception {
    InboxEntry claimed = claimed();
    assertThat(deliver(claimed, () -> {})).isTrue();
    assertThat(deliver(claimed, () -> {})).isFalse();
    assertThat(inbox.load()).isEqualTo(NOTHING);
  }

  @Test
  void deliver_runsWhatWaitsForTheCommit_onceTheUpdateIsCompleted() throws Exception {
    List<InboxLoad> seen = new ArrayList<>();
    TransactionBoundary boundary = transactions.boundary();

    deliver(claimed(), () -> boundary.afterCommit(() -> seen.add(inbox.load())));
    assertThat(seen).containsExactly(NOTHING);

    InboxEntry claimed = claimed();
    deliver(
        claimed,
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
    transactions.rollBack(() -> assertThat(delivered(claimed, this::write)).isTrue());
    assertThat(isWritten()).isFalse();
    assertThat(inbox.findById(claimed.id())).contains(claimed);

    assertThat(
            catchThrowable(
                () ->
                    transactions.commit(
                        () ->
                            assertThat(delivered(claimed.withVersion(99), this::write)).isFalse())))
        .isInstanceOf(RuntimeException.class);
    assertThat(isWritten()).isFalse();

    transactions.commit(() -> assertThat(delivered(claimed, this::write)).isTrue());
    assertThat(isWritten()).isTrue();
    assertThat(inbox.load()).isEqualTo(NOTHING);
  }
}
