package org.pushj.jpa.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/**
 * Adds, claims, reads and completes updates as a subscriber does, with a listener that does
 * nothing.
 */
final class InboxDeliveries implements Worker {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int BATCH = 16;

  private final UpdateInbox inbox;
  private final InboxAdditions additions;
  private final boolean inOrder;

  InboxDeliveries(UpdateInbox inbox, SampleUpdates updates, boolean inOrder) {
    this.inbox = inbox;
    this.additions = new InboxAdditions(inbox, updates);
    this.inOrder = inOrder;
  }

  @Override
  public int work() {
    for (int i = 0; i < BATCH; i++) {
      additions.work();
    }
    Instant now = Instant.now();
    int done = 0;
    for (InboxEntry each : inbox.claimDue(now, now.plus(CLAIM), BATCH, inOrder)) {
      done += isDelivered(each) ? 1 : 0;
    }
    return done;
  }

  private boolean isDelivered(InboxEntry claimed) {
    try {
      return inbox.content(claimed.id()).isPresent()
          && inbox.deliver(claimed, InstantSource.system(), false, () -> {});
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
