package org.pushj.contact;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.pushj.urls.HttpOrigin;

/**
 * Counts the requests under way at each hub: those that were claimed in its lane, and the visits of
 * look-ups that were claimed in the lane of a site. A look-up visits a hub only if there is room.
 * Hubs with the same scheme, host and port are one. Safe for use by several threads.
 */
public final class HubPlaces {
  private final int perHub;
  private final Map<String, Integer> claimed = new HashMap<>();
  private final Map<String, Integer> visits = new HashMap<>();

  /** Makes so many places per hub. */
  public HubPlaces(int perHub) {
    this.perHub = perHub;
  }

  /** Returns how many places the visits leave to the claims of a lane. */
  public synchronized int most(String lane) {
    int visiting = visits.getOrDefault(lane, 0);
    return visiting == 0 ? Integer.MAX_VALUE : perHub - visiting;
  }

  /** Begins work that was claimed in a lane. */
  public synchronized void begin(String lane) {
    claimed.merge(lane, 1, Integer::sum);
  }

  /** Ends work that was claimed in a lane. */
  public synchronized void end(String lane) {
    decrement(claimed, lane);
  }

  /** Takes a place for a visit; false if there is none. */
  public synchronized boolean visit(URI hub) {
    String lane = HttpOrigin.of(hub);
    boolean isFree = claimed.getOrDefault(lane, 0) + visits.getOrDefault(lane, 0) < perHub;
    if (isFree) {
      visits.merge(lane, 1, Integer::sum);
    }
    return isFree;
  }

  /** Gives the place of a visit back. */
  public synchronized void leave(URI hub) {
    decrement(visits, HttpOrigin.of(hub));
  }

  private static void decrement(Map<String, Integer> counts, String lane) {
    counts.computeIfPresent(lane, (any, count) -> count == 1 ? null : count - 1);
  }
}
