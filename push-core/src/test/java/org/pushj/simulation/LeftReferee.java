package org.pushj.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Promise 2: a hub that was left is told so, or its lease is over. At the end, while all is calm,
 * no hub has a lease for a callback that is used no more and that it was not asked to end.
 */
final class LeftReferee extends Referee {
  /** Work is looked for every hour, or more often. */
  private static final long PATIENCE = Duration.ofHours(2).toNanos();

  private final Map<Intent, Long> moved = new HashMap<>();

  LeftReferee(Scheduler scheduler) {
    super("promise 2, hubs that were left", scheduler);
  }

  @Override
  void confirmed(HubGrant grant, boolean subscribes, Intent intent) {
    moved.put(intent, scheduler.now());
    if (subscribes && grant.order > 1) {
      checked();
    }
  }

  @Override
  void ended(World world) {
    for (Intent each : world.intents()) {
      if (each.isWanted()) {
        world.running(each).stream()
            .filter(grant -> each.isLeft(grant) && !grant.told)
            .forEach(grant -> judge(each, grant));
      }
    }
  }

  private void judge(Intent intent, HubGrant grant) {
    boolean isMoving = scheduler.now() - moved.getOrDefault(intent, 0L) < PATIENCE;
    if (isMoving || intent.isLeftTwice(grant) || grant.forgotten || grant.endedByStranger) {
      excused();
    } else {
      violated(grant + " was left, and the hub does not know");
    }
  }
}
