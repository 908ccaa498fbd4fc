package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims updates in order: of each subscription the one that waits in front, if it is due.
 *
 * <p>A claimed row has the turn of its subscription, in a column that is unique, until it is
 * settled. So there is only one at a time, also when a row that came before it is committed after
 * it was claimed: that has to wait. A row whose claim has ended has the turn still, and is claimed
 * next. Who would take a turn that another has just taken breaks the rule of uniqueness, and may
 * try again.
 *
 * <p>Rows behind one that is to be tried again later are due, but have to wait. There may be a
 * great many, and a claim does not look at them all: only at what has been due for longest, then at
 * what is due since just now, and then at some more subscriptions, a part of them each time.
 */
final class OrderedClaims {
  private static final int WINDOW = 256;
  private static final int PAGE = 250;
  private static final int PAGES = 8;

  private final WorkClaims claims = new WorkClaims(InboxRow.WORK_IN_TURN);

  /** The subscription after which the next look at some more begins. */
  private volatile String last = "";

  /** Claims as {@link WorkClaims#claim(EntityManager, Database, long, long, int)} does. */
  List<@Nullable Object[]> claim(
      EntityManager entities, Database database, long now, long until, int limit) {
    OrderedSearch search = new OrderedSearch(entities, database);
    Batch batch = new Batch(search, now, until, limit);
    List<String> oldest = search.due(now, "asc", WINDOW);
    batch.claimFrom(oldest);
    if (oldest.size() == WINDOW && !batch.isFull()) {
      batch.claimFrom(search.due(now, "desc", WINDOW));
      goRound(search, batch);
    }
    return batch.claimed;
  }

  /** Goes on where the last look ended, so that no subscription is left out for ever. */
  private void goRound(OrderedSearch search, Batch batch) {
    String after = last;
    for (int i = 0; i < PAGES && !batch.isFull(); i++) {
      List<String> page = search.waiting(after, PAGE);
      batch.claimFrom(page);
      after = page.size() < PAGE ? "" : page.get(PAGE - 1);
    }
    last = after;
  }

  /** What one call claims. */
  private final class Batch {
    private final OrderedSearch search;
    private final long now;
    private final long until;
    private final int limit;
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<@Nullable Object[]> claimed = new ArrayList<>();

    Batch(OrderedSearch search, long now, long until, int limit) {
      this.search = search;
      this.now = now;
      this.until = until;
      this.limit = limit;
    }

    boolean isFull() {
      return claimed.size() >= limit;
    }

    /** Claims what is next and due in some subscriptions, if it was not looked at before. */
    void claimFrom(List<String> subscriptions) {
      List<String> unseen = subscriptions.stream().filter(seen::add).toList();
      if (!unseen.isEmpty() && !isFull()) {
        claimed.addAll(search.claimNext(claims, unseen, now, until, limit - claimed.size()));
      }
    }
  }
}
