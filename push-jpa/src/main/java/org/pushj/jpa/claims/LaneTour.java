package org.pushj.jpa.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Statements;
import org.pushj.spi.Claim;

/**
 * Goes through the lanes of a table for claims that found no room in those of the oldest rows:
 * first through those of what became due last, then through all. Each call continues where the last
 * one ended, so that every lane gets its turn. Thread-safe.
 */
public final class LaneTour {
  private static final int NEWEST = 1000;
  private static final int STEPS = 1000;
  private static final int PAGE = 250;

  private final LaneWalk walk;
  private final int pages;

  /** The lane after which the next call begins. */
  private volatile String last = "";

  /**
   * Makes the tour of a table.
   *
   * @param pages how many pages of {@value #PAGE} lanes, or of {@value #STEPS} in which all is due
   *     later, one call looks at
   */
  public LaneTour(LaneWalk walk, int pages) {
    this.walk = walk;
    this.pages = pages;
  }

  /**
   * Hands over lanes, page by page, until the claim has taken enough, all lanes were seen, or one
   * call has looked at as many as it may.
   */
  public void go(
      Statements statements, Database database, Claim claim, Consumer<List<String>> lanes) {
    long now = claim.now().toEpochMilli();
    List<String> newest = walk.newest(statements, NEWEST, now);
    for (int i = 0; i < newest.size() && claim.left() > 0; i += PAGE) {
      lanes.accept(newest.subList(i, Math.min(i + PAGE, newest.size())));
    }
    String after = last;
    boolean isFromTheFirst = after.isEmpty();
    boolean isMore = true;
    for (int i = 0; i < pages && isMore && claim.left() > 0; i++) {
      Page page = Page.of(walk.after(statements, database, after, STEPS, now));
      lanes.accept(page.due);
      after = page.end;
      isMore = !after.isEmpty() || !isFromTheFirst;
      isFromTheFirst |= after.isEmpty();
    }
    last = after;
  }

  /**
   * Lanes to be looked at.
   *
   * @param end the lane behind which others follow, empty if there are none
   */
  private record Page(List<String> due, String end) {
    static Page of(List<LaneWalk.Lane> lanes) {
      List<String> due = new ArrayList<>();
      for (LaneWalk.Lane lane : lanes) {
        if (due.size() == PAGE) {
          return new Page(due, due.get(PAGE - 1));
        }
        if (lane.mayBeDue()) {
          due.add(lane.name());
        }
      }
      return new Page(due, lanes.size() < STEPS ? "" : lanes.get(STEPS - 1).name());
    }
  }
}
