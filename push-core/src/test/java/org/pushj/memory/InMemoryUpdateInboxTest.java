package org.pushj.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManageableInboxContract;
import org.pushj.tck.ManualClock;

class InMemoryUpdateInboxTest implements ManageableInboxContract {
  private final ManageableInbox inbox = new InMemoryUpdateInbox();

  @Override
  public ManageableInbox inbox() {
    return inbox;
  }

  @Test
  void add_isFull_whenThereAreTooManyUpdates() {
    ManageableInbox small = new InMemoryUpdateInbox(2, 1000);
    assertThat(add(small, 1)).isEqualTo(UpdateInbox.Receipt.ADDED);
    assertThat(add(small, 1)).isEqualTo(UpdateInbox.Receipt.ADDED);
    assertThat(add(small, 1)).isEqualTo(UpdateInbox.Receipt.FULL);
    InboxEntry claimed =
        small
            .claimDue(Claim.of(ManualClock.START, ManualClock.START.plusSeconds(1), 1), false)
            .get(0);
    assertThat(small.complete(claimed, ManualClock.START, true)).isTrue();
    assertThat(add(small, 1)).isEqualTo(UpdateInbox.Receipt.FULL);
    assertThat(small.discard(claimed.id())).isTrue();
    assertThat(add(small, 1)).isEqualTo(UpdateInbox.Receipt.ADDED);
    assertThat(small.list(ManageableInbox.Query.all())).hasSize(2);
  }

  @Test
  void add_isFull_whenThereAreTooManyBytes() {
    ManageableInbox small = new InMemoryUpdateInbox(10, 100);
    assertThat(add(small, 60)).isEqualTo(UpdateInbox.Receipt.ADDED);
    assertThat(add(small, 41)).isEqualTo(UpdateInbox.Receipt.FULL);
    assertThat(add(small, 40)).isEqualTo(UpdateInbox.Receipt.ADDED);
    assertThat(add(small, 1)).isEqualTo(UpdateInbox.Receipt.FULL);
  }

  @Test
  void inbox_namesTheLimit_whenItsBoundsAreWrong() {
    assertThatThrownBy(() -> new InMemoryUpdateInbox(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxUpdates");
    assertThatThrownBy(() -> new InMemoryUpdateInbox(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBytes");
  }

  private static UpdateInbox.Receipt add(ManageableInbox inbox, int bytes) {
    InboxEntryBuilder builder = InboxEntryBuilder.received().content(new byte[bytes]);
    return inbox.add(builder.build(), builder.content(), ManualClock.START);
  }
}
