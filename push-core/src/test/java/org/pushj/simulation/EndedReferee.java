package org.pushj.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * Promise 2: what arrives after {@code unsubscribe} or {@code forget} has returned is not
 * delivered, at other nodes after the time for which they keep look-ups. What was acknowledged
 * before is.
 */
final class EndedReferee extends Referee {
  /** Nodes may keep look-ups for ten seconds; and what arrives slowly is looked up first. */
  private static final long MARGIN = 15_000_000_000L;

  private final Map<String, Long> arrived = new HashMap<>();

  EndedReferee(Scheduler scheduler) {
    super("promise 2, after the end", scheduler);
  }

  @Override
  void delivers(Attempt attempt) {
    arrived.putIfAbsent(attempt.content(), attempt.since());
  }

  @Override
  void answered(Attempt attempt, int status) {
    if (isOver(attempt.intent(), attempt.since())) {
      checked();
      if (status / 100 == 2) {
        violated(attempt + " came after the end, and was answered " + status);
      }
    }
  }

  @Override
  void received(Intent intent, String content) {
    if (isOver(intent, arrived.getOrDefault(content, 0L))) {
      violated(content + " came after the end, and was processed");
    }
  }

  private static boolean isOver(Intent intent, long time) {
    return intent.state() == Intent.State.UNWANTED
        && intent.generation() > 0
        && time > intent.since() + MARGIN;
  }
}
