package org.pushj.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.pushj.Subscription;
import org.pushj.text.Numbers;

/**
 * What a claim may take of the work that is due: how many items, until when they are claimed, and
 * which lanes have room. The items of one lane, for example all work that contacts one hub, are
 * done a few at a time; a lane that is full, or closed for now, is passed over, so that nothing is
 * claimed only to wait.
 *
 * <p>A store looks at what is due, the oldest first, and asks {@link #take} for each item. It
 * claims those for which the answer is true. Used by one thread, for one claim.
 *
 * @since 0.1
 */
public final class Claim {
  /** How many items may be claimed at a time. */
  public static final int MAX = 1000;

  private final Instant now;
  private final Instant until;
  private final int limit;
  private final Predicate<String> lanes;
  private int taken;

  /** The lanes of what was taken since {@link #settle}; empty for what needs none. */
  private final List<String> unsettled = new ArrayList<>();

  /** How many places were given back, by their lanes. */
  private final Map<String, Integer> returned = new HashMap<>();

  /**
   * Makes a claim.
   *
   * @param now items due at or before this instant are claimed
   * @param until when the claim ends; after {@code now}
   * @param limit how many to claim at most, 1 to {@value #MAX}
   * @param lanes takes a place in a lane, and returns false if it has none left
   * @throws IllegalArgumentException if {@code until} is not after {@code now}, or the limit is out
   *     of its bounds
   */
  public Claim(Instant now, Instant until, int limit, Predicate<String> lanes) {
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("until must be after now, " + now + ", was " + until);
    }
    Numbers.oneTo("limit", limit, MAX);
    this.now = now;
    this.until = until;
    this.limit = limit;
    this.lanes = lanes;
  }

  /**
   * Returns a claim for which all lanes have room.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static Claim of(Instant now, Instant until, int limit) {
    return new Claim(now, until, limit, lane -> true);
  }

  /** Returns until when items must have become due to be claimed. */
  public Instant now() {
    return now;
  }

  /** Returns when the claim ends: what is not done by then is due again, for any node. */
  public Instant until() {
    return until;
  }

  /** Returns how many more items may be taken. */
  public int left() {
    return limit - taken;
  }

  /** Takes an item of a lane; false if it has to stay where it is. */
  public boolean take(String lane) {
    return taken < limit && (takeReturned(lane) || lanes.test(lane)) && count(lane);
  }

  private boolean takeReturned(String lane) {
    int places = returned.getOrDefault(lane, 0);
    if (places > 0) {
      returned.put(lane, places - 1);
    }
    return places > 0;
  }

  /** Takes an item that needs no room in any lane, since it involves no request. */
  public boolean take() {
    return taken < limit && count("");
  }

  private boolean count(String lane) {
    taken++;
    unsettled.add(lane);
    return true;
  }

  /** Keeps what was taken: {@link #giveBack} does not give it back. */
  public void settle() {
    unsettled.clear();
  }

  /**
   * Gives back what was taken since the last call of {@link #settle}, with its places: it was not
   * claimed, since the transaction was rolled back or it cannot be read.
   */
  public void giveBack() {
    taken -= unsettled.size();
    unsettled.forEach(lane -> returned.merge(lane, 1, Integer::sum));
    unsettled.clear();
  }

  /** Takes a subscription that is due, by its {@link Subscription#lane}. */
  public boolean take(Subscription due) {
    return due.contactsAt(now) ? take(due.lane()) : take();
  }
}
