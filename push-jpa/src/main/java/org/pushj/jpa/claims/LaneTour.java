package org.pushj.jpa.claims;

import java.util.List;
import java.util.function.Consumer;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Statements;
import org.pushj.spi.Claim;

/**
 * Goes through the lanes of a table for claims that found no room in those of the oldest rows. Each
 * call continues where the last one ended, so that every lane gets its turn. Thread-safe.
 */
public final class LaneTour {
  private static final int PAGE = 250;

  private final LaneWalk walk;
  private final int pages;

  /** The lane after which the next call begins. */
  private volatile String last = "";

  /**
   * Makes the tour of a table.
   *
   * @param pages how many pages of {@value #PAGE} lanes one call looks at
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
    String after = last;
    boolean isFromTheFirst = after.isEmpty();
    boolean isMore = true;
    for (int i = 0; i < pages && isMore && claim.left() > 0; i++) {
      List<String> page = walk.after(statements, database, after, PAGE);
      lanes.accept(page);
      boolean isEnd = page.size() < PAGE;
      after = isEnd ? "" : page.get(PAGE - 1);
      isMore = !isEnd || !isFromTheFirst;
      isFromTheFirst |= isEnd;
    }
    last = after;
  }
}
