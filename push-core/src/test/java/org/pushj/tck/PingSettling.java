package org.pushj.tck;

import static org.pushj.tck.Samples.NOW;

import java.util.List;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** The ways to settle a claimed ping, or to put it back. */
enum PingSettling {
  COMPLETE {
    @Override
    boolean go(PingQueue queue, QueuedPing claimed) {
      return queue.complete(List.of(claimed)) == 1;
    }
  },
  PUT_BACK {
    @Override
    boolean go(PingQueue queue, QueuedPing claimed) {
      return queue.putBack(claimed, NOW, claimed.attempts(), "again");
    }
  },
  PARK {
    @Override
    boolean go(PingQueue queue, QueuedPing claimed) {
      return queue.park(claimed, NOW, "enough");
    }
  };

  abstract boolean go(PingQueue queue, QueuedPing claimed);
}
