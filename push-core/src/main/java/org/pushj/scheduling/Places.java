package org.pushj.scheduling;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The places that are free in lanes, as a claim takes them. Used by one thread, for one claim.
 *
 * <p>One place may be for several items: those that are done together.
 */
final class Places implements Predicate<String> {
  private final LaneLimits limits;
  private final Free free;
  private final Map<String, Integer> taken = new HashMap<>();
  private boolean refused;

  Places(LaneLimits limits, Free free) {
    this.limits = limits;
    this.free = free;
  }

  /** Takes the place for an item; false if there is none, or the lane is closed. */
  @Override
  public boolean test(String lane) {
    int items = taken.getOrDefault(lane, 0);
    int perPlace = limits.perPlace(lane);
    boolean fits = items % perPlace != 0 || free.take(lane, items / perPlace, limits.most(lane));
    if (fits) {
      taken.put(lane, items + 1);
    }
    refused |= !fits;
    return fits;
  }

  /** Tells whether something was passed over. */
  boolean refused() {
    return refused;
  }

  /** Says which places are free. */
  interface Free {
    /**
     * Takes a place in a lane, if there is one.
     *
     * @param taken how many places of the lane were taken for this claim before
     * @param most how many may be taken at a time
     */
    boolean take(String lane, int taken, int most);
  }
}
