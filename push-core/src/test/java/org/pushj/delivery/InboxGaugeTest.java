package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

class InboxGaugeTest {
  private final ManualClock clock = new ManualClock();
  private final UpdateInbox inbox = new InMemoryUpdateInbox();
  private final InboxGauge gauge = new InboxGauge(inbox, 1, Long.MAX_VALUE, clock);

  @Test
  void gauge_countsAgain_whenTheClockIsSetBack() {
    assertThat(gauge.isFullFor(1)).isFalse();
    InboxEntryBuilder update = InboxEntryBuilder.received();
    inbox.add(update.build(), update.content(), null);
    clock.advance(Duration.ofHours(-1));
    assertThat(gauge.isFullFor(1)).isTrue();
  }
}
