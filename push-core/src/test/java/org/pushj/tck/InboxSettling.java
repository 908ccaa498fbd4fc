package org.pushj.tck;

import static org.pushj.tck.Samples.NOW;

import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** The ways to settle a claimed update, or to put it back. */
enum InboxSettling {
  COMPLETE {
    @Override
    boolean go(UpdateInbox inbox, InboxEntry claimed) {
      return inbox.complete(claimed, NOW, false);
    }
  },
  KEEP {
    @Override
    boolean go(UpdateInbox inbox, InboxEntry claimed) {
      return inbox.complete(claimed, NOW, true);
    }
  },
  DELIVER {
    @Override
    boolean go(UpdateInbox inbox, InboxEntry claimed) throws Exception {
      return inbox.deliver(claimed, new ManualClock(NOW), true, () -> {});
    }
  },
  PUT_BACK {
    @Override
    boolean go(UpdateInbox inbox, InboxEntry claimed) {
      return inbox.putBack(claimed, NOW, claimed.attempts(), "again");
    }
  },
  PARK {
    @Override
    boolean go(UpdateInbox inbox, InboxEntry claimed) {
      return inbox.park(claimed, NOW, "enough");
    }
  };

  abstract boolean go(UpdateInbox inbox, InboxEntry claimed) throws Exception;
}
