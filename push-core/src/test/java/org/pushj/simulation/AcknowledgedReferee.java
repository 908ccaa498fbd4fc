package org.pushj.simulation;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Promise 3: an acknowledged update is not lost. Content that the hub got 2xx for reaches the
 * application, though nodes die: at the latest when those that live on, or come back, have worked
 * off the inbox.
 */
final class AcknowledgedReferee extends Referee {
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Set<String> received = new LinkedHashSet<>();

  AcknowledgedReferee(Scheduler scheduler) {
    super("promise 3, acknowledged content", scheduler);
  }

  @Override
  void answered(Attempt attempt, int status) {
    if (status / 100 == 2) {
      checked();
      acknowledged.add(attempt.content());
    }
  }

  @Override
  void received(Intent intent, String content) {
    received.add(content);
  }

  @Override
  void ended(World world) {
    acknowledged.removeAll(received);
    if (!acknowledged.isEmpty()) {
      violated("acknowledged, and never processed: " + acknowledged);
    }
  }
}
