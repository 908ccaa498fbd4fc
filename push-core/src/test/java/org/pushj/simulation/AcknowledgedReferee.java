package org.pushj.simulation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Promise 3: an acknowledged update is not lost. Content that the hub got 2xx for reaches the
 * application, though nodes die: at the latest when those that live on, or come back, have worked
 * off the inbox. It is, byte for byte and with its content type, what a hub has sent.
 */
final class AcknowledgedReferee extends Referee {
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Set<String> sent = new HashSet<>();
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
  void delivers(Attempt attempt) {
    sent.add(text(attempt.body(), attempt.type()));
  }

  @Override
  void processed(String content, String body, @Nullable String type) {
    checked();
    if (!sent.contains(text(body, type))) {
      violated(content + " was processed, but no hub sent it like this: " + text(body, type));
    }
  }

  private static String text(String body, @Nullable String type) {
    return type + "\n" + body;
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
