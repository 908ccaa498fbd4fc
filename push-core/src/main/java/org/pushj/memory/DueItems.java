package org.pushj.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pushj.spi.Claim;

/**
 * What is due and when, by time and by lane, so that a claim passes over a lane without looking at
 * all that is in it. Not thread-safe.
 *
 * @param <K> what an item is known by
 */
final class DueItems<K extends Comparable<K>> {
  /** How many of the oldest items are looked at before each lane is. */
  private static final int OLDEST = 256;

  private final NavigableSet<Item<K>> first = new TreeSet<>();
  private final NavigableSet<Item<K>> others = new TreeSet<>();
  private final Map<String, NavigableSet<Item<K>>> byLane = new HashMap<>();

  void add(Item<K> item) {
    (item.first ? first : others).add(item);
    byLane.computeIfAbsent(item.lane, any -> new TreeSet<>()).add(item);
  }

  void remove(Item<K> item) {
    (item.first ? first : others).remove(item);
    byLane.computeIfPresent(
        item.lane, (lane, items) -> items.remove(item) && items.isEmpty() ? null : items);
  }

  /** Returns the earliest due time. */
  Optional<Instant> earliest() {
    return Stream.of(first, others)
        .flatMap(items -> items.stream().limit(1))
        .map(Item::at)
        .min(Comparator.naturalOrder());
  }

  /**
   * Returns what a claim takes: of the oldest items, and if that leaves room, of each lane.
   *
   * @param takes asks the claim for an item
   */
  Set<K> take(Claim claim, Predicate<K> takes) {
    Set<K> taken = new LinkedHashSet<>();
    boolean isMore = take(first, claim, takes, taken);
    isMore |= take(others, claim, takes, taken);
    if (isMore) {
      for (NavigableSet<Item<K>> lane : byLane.values()) {
        Iterator<Item<K>> items =
            due(lane, claim).filter(item -> !taken.contains(item.id)).iterator();
        while (claim.left() > 0 && items.hasNext()) {
          K next = items.next().id;
          if (!takes.test(next)) {
            break;
          }
          taken.add(next);
        }
      }
    }
    return taken;
  }

  /** Takes of the oldest items; returns whether there are more than were looked at. */
  private boolean take(NavigableSet<Item<K>> items, Claim claim, Predicate<K> takes, Set<K> taken) {
    Iterator<Item<K>> oldest = due(items, claim).iterator();
    for (int seen = 0; seen < OLDEST && claim.left() > 0 && oldest.hasNext(); seen++) {
      K next = oldest.next().id;
      if (takes.test(next)) {
        taken.add(next);
      }
    }
    return claim.left() > 0 && oldest.hasNext();
  }

  private Stream<Item<K>> due(NavigableSet<Item<K>> items, Claim claim) {
    return items.stream().takeWhile(item -> !item.at.isAfter(claim.now()));
  }

  /**
   * An item.
   *
   * @param first whether it is claimed before others
   * @param at when it is due
   */
  record Item<K extends Comparable<K>>(boolean first, Instant at, K id, String lane)
      implements Comparable<Item<K>> {

    @Override
    public int compareTo(Item<K> other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? id.compareTo(other.id) : byTime;
    }
  }
}
