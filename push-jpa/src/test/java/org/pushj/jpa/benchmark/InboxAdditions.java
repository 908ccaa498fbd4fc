package org.pushj.jpa.benchmark;

import java.time.Duration;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxReceipt;
import org.pushj.spi.UpdateInbox;

/** Adds updates as a callback does: each durable, and with a look for duplicates of an hour. */
final class InboxAdditions implements Worker {
  private static final Duration SAME_WITHIN = Duration.ofHours(1);

  private final UpdateInbox inbox;
  private final SampleUpdates updates;

  InboxAdditions(UpdateInbox inbox, SampleUpdates updates) {
    this.inbox = inbox;
    this.updates = updates;
  }

  @Override
  public int work() {
    InboxEntry update = updates.next();
    InboxReceipt receipt =
        inbox.add(update, updates.content(), update.receivedAt().minus(SAME_WITHIN));
    return receipt == InboxReceipt.ADDED ? 1 : 0;
  }
}
