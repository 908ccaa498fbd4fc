package org.pushj.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Promise 5: whatever hubs, sites and strangers do, a hub gets no more requests for one
 * subscription than a stated number in any hour, and a few more for each call of the application.
 */
final class RequestsReferee extends Referee {
  /** A lease of a second is renewed whenever nodes look for due work, here six times an hour. */
  private static final int MOST = 40;

  private static final int PER_CALL = 4;
  private static final long HOUR = 3_600_000_000_000L;

  private final Map<String, Deque<Long>> sent = new HashMap<>();
  private final Map<Intent, Deque<Long>> calls = new HashMap<>();
  private int most;

  RequestsReferee(Scheduler scheduler) {
    super("promise 5, requests", scheduler);
  }

  @Override
  void called(Intent intent) {
    count(calls.computeIfAbsent(intent, any -> new ArrayDeque<>()));
  }

  @Override
  void requested(Intent intent, String host, Asked request) {
    int requests =
        count(sent.computeIfAbsent(intent.resource() + " " + host, any -> new ArrayDeque<>()));
    Deque<Long> made = calls.getOrDefault(intent, new ArrayDeque<>());
    forgetOld(made);
    checked();
    most = Math.max(most, requests - PER_CALL * made.size());
    if (requests > MOST + PER_CALL * made.size()) {
      violated(host + " got " + requests + " requests for " + intent + " in an hour");
    }
  }

  private int count(Deque<Long> times) {
    times.add(scheduler.now());
    forgetOld(times);
    return times.size();
  }

  private void forgetOld(Deque<Long> times) {
    while (!times.isEmpty() && times.peekFirst() < scheduler.now() - HOUR) {
      times.removeFirst();
    }
  }

  @Override
  int most() {
    return most;
  }
}
