package org.pushj.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /** What waits for no lane from a time on, by that time. */
  private final NavigableMap<Instant, NavigableSet<Item<K>>> alone = new TreeMap<>();

  void add(Item<K> item) {
    (item.first ? first : others).add(item);
    byLane.computeIfAbsent(item.lane, any -> new TreeSet<>()).add(item);
    if (item.aloneFrom != null) {
      alone.computeIfAbsent(item.aloneFrom, any -> new TreeSet<>()).add(item);
    }
  }

  void remove(Item<K> item) {
    (item.first ? first : others).remove(item);
    remove(byLane, item.lane, item);
    if (item.aloneFrom != null) {
      remove(alone, item.aloneFrom, item);
    }
  }

  private static <G, K extends Comparable<K>> void remove(
      Map<G, NavigableSet<Item<K>>> groups, G group, Item<K> item) {
    groups.computeIfPresent(
        group, (same, items) -> items.remove(item) && items.isEmpty() ? null : items);
  }

  /** Returns the earliest due time. */
  Optional<Instant> earliest() {
    return Stream.of(first, others)
        .flatMap(items -> items.stream().limit(1))
        .map(Item::at)
        .min(Comparator.naturalOrder());
  }

  /**
   * Returns what a claim takes: of the oldest items, and if that leaves room, of what waits for no
   * lane, and of each lane.
   *
   * @param takes asks the claim for an item
   */
  Set<K> take(Claim claim, Predicate<K> takes) {
    Set<K> taken = new LinkedHashSet<>();
    boolean isMore = take(first, claim, takes, taken);
    isMore |= take(others, claim, takes, taken);
    if (isMore) {
      for (NavigableSet<Item<K>> over : alone.headMap(claim.now(), true).values()) {
        takeNext(over, claim, takes, taken);
      }
      for (NavigableSet<Item<K>> lane : byLane.values()) {
        takeNext(lane, claim, takes, taken);
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

  /** Takes of items that are alike, up to the first that is not taken. */
  private void takeNext(
      NavigableSet<Item<K>> items, Claim claim, Predicate<K> takes, Set<K> taken) {
    Iterator<Item<K>> next = due(items, claim).filter(item -> !taken.contains(item.id)).iterator();
    boolean isTaken = true;
    while (isTaken && claim.left() > 0 && next.hasNext()) {
      K id = next.next().id;
      isTaken = takes.test(id);
      if (isTaken) {
        taken.add(id);
      }
    }
  }

  private Stream<Item<K>> due(NavigableSet<Item<K>> items, Claim claim) {
    return items.stream().takeWhile(item -> !item.at.isAfter(claim.now()));
  }

  /**
   * An item.
   *
   * @param first whether it is claimed before others
   * @param at when it is due
   * @param aloneFrom from when on it waits for no lane; null if it always does
   */
  record Item<K extends Comparable<K>>(
      boolean first, Instant at, @Nullable Instant aloneFrom, K id, String lane)
      implements Comparable<Item<K>> {

    @Override
    public int compareTo(Item<K> other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? id.compareTo(other.id) : byTime;
    }
  }
}
