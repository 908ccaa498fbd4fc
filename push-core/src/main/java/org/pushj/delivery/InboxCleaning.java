package org.pushj.delivery;

import java.time.Duration;
import java.time.Instant;
import org.pushj.spi.UpdateInbox;
import org.pushj.work.Cleaning;

/** Removes from the inbox what was kept long enough. Safe for use by several threads. */
final class InboxCleaning {
  private final UpdateInbox inbox;
  private final Duration retention;
  private final Duration duplicateWindow;
  private final Cleaning cleaning = new Cleaning();

  InboxCleaning(UpdateInbox inbox, Duration retention, Duration duplicateWindow) {
    this.inbox = inbox;
    this.retention = retention;
    this.duplicateWindow = duplicateWindow;
  }

  void clean(Instant now) {
    cleaning.clean(
        now,
        limit -> inbox.purgeDone(now.minus(retention), limit),
        limit -> inbox.forgetDuplicates(now.minus(duplicateWindow), limit));
  }
}
