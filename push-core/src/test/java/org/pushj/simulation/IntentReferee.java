package org.pushj.simulation;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Promise 2: your intent is never lost. Some days after the last failure, what the application
 * wants is active at the hub, and the last content has come; what it does not want has ended at the
 * hub, or the lease is over.
 */
final class IntentReferee extends Referee {
  private final Set<String> received = new LinkedHashSet<>();
  private final Map<Intent, String> last = new HashMap<>();

  IntentReferee(Scheduler scheduler) {
    super("promise 2, intent", scheduler);
  }

  @Override
  void answered(Attempt attempt, int status) {
    last.put(attempt.intent(), attempt.content());
  }

  @Override
  void received(String content) {
    received.add(content);
  }

  @Override
  void ended(HonestHub hub, Iterable<Intent> intents) {
    for (Intent each : intents) {
      List<HubGrant> running = hub.running(each.resource().toString());
      switch (each.state()) {
        case CHANGING -> excused();
        case UNWANTED -> {
          checked();
          if (!running.isEmpty()) {
            violated("nobody wants " + each.resource() + ", and the hub has " + running);
          }
        }
        case WANTED -> {
          checked();
          if (running.isEmpty()) {
            violated(each.resource() + " is wanted, and the hub has no lease for it");
          } else if (!received.contains(last.getOrDefault(each, "nothing"))) {
            violated(each.resource() + " is wanted, and its last content has not come");
          }
        }
      }
    }
  }
}
