package org.pushj.simulation;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Promise 1: an active lease is never cut short. What the hub delivers within a lease that was
 * confirmed to it, while the application has wanted the topic all the time, is answered 2xx, and
 * reaches the application; however renewals went meanwhile. A lease is over for both where we have
 * asked the hub for its end.
 */
final class LeaseReferee extends Referee {
  /** Clocks differ, and answers take a while: the last seconds of a lease promise nothing. */
  private static final long MARGIN = 60_000_000_000L;

  private final Set<String> due = new LinkedHashSet<>();
  private final Set<String> received = new LinkedHashSet<>();

  LeaseReferee(Scheduler scheduler) {
    super("promise 1, leases", scheduler);
  }

  @Override
  void answered(Attempt attempt, int status) {
    HubGrant grant = attempt.grant();
    Intent intent = attempt.intent();
    boolean runs = grant.end - MARGIN > scheduler.now() && !grant.left;
    if (!runs || grant.generation != intent.generation()) {
      return;
    }
    if (!intent.isWanted() || status == 502 || status == 503 || isUnsure(intent, grant)) {
      excused();
      return;
    }
    checked();
    due.add(attempt.content());
    if (status / 100 != 2) {
      violated(attempt + " was answered " + status);
    }
  }

  /** Tells whether a lease is one of those that are not promised. */
  private static boolean isUnsure(Intent intent, HubGrant grant) {
    return intent.isLeftTwice(grant) || (grant.endedByStranger && intent.isLeft(grant));
  }

  @Override
  void received(Intent intent, String content) {
    received.add(content);
  }

  @Override
  void ended(World world) {
    due.removeAll(received);
    if (!due.isEmpty()) {
      violated("never processed: " + due);
    }
  }
}
