package org.pushj.memory;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.base.Claims;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;
import org.pushj.spi.PingQuery;
import org.pushj.spi.PingQueue;
import org.pushj.spi.PingState;
import org.pushj.spi.QueuedPing;

/**
 * Keeps pings in memory: <b>a crash, and the end of the process, lose what was not sent.</b> For
 * tests, and for programs that can live with that. The reference for every other queue. Safe for
 * use by several threads.
 *
 * <p>It is bounded in the number of pings. All count, also those that are parked. What is added
 * takes the place of what nobody has claimed for the same hub and topic, so that many changes of
 * one topic take up no more room than one.
 *
 * @since 0.1
 */
public final class InMemoryPingQueue implements PingQueue {
  private static final int MAX_PINGS = 100_000;

  private final int maxPings;
  private final TreeMap<PingId, Kept> byId = new TreeMap<>();
  private final Map<Target, List<Kept>> byTarget = new HashMap<>();

  /** What waits, that which is due first before the others. */
  private final TreeSet<Kept> byDueTime =
      new TreeSet<>(
          Comparator.comparing((Kept kept) -> kept.dueAt()).thenComparing(kept -> kept.ping.id()));

  /** Makes an empty queue for 100,000 pings. */
  public InMemoryPingQueue() {
    this(MAX_PINGS);
  }

  /**
   * Makes an empty queue.
   *
   * @param maxPings how many pings there is room for, 1 or more
   * @throws IllegalArgumentException if it is less than 1
   */
  public InMemoryPingQueue(int maxPings) {
    this.maxPings = Numbers.atLeastOne("maxPings", maxPings);
  }

  @Override
  public synchronized boolean add(List<QueuedPing> pings) {
    Map<Target, QueuedPing> merged = new LinkedHashMap<>();
    pings.forEach(ping -> merged.merge(Target.of(ping), ping.withVersion(0), Kept::merged));
    long superseded =
        merged.keySet().stream()
            .flatMap(target -> at(target).stream())
            .filter(Kept::isFree)
            .count();
    if (byId.size() - superseded + merged.size() > maxPings) {
      return false;
    }
    merged.forEach(this::add);
    return true;
  }

  private void add(Target target, QueuedPing ping) {
    QueuedPing left = ping;
    for (Kept kept : at(target)) {
      if (kept.isFree()) {
        remove(kept);
        left = kept.waits() ? Kept.merged(left, kept.ping) : left;
      }
    }
    Kept added = new Kept(target, left);
    byId.put(left.id(), added);
    byTarget.computeIfAbsent(target, any -> new ArrayList<>()).add(added);
    byDueTime.add(added);
  }

  @Override
  public synchronized List<QueuedPing> claimDue(Instant now, Instant until, int limit) {
    Claims.check(now, until, limit, PingQuery.MAX_PAGE);
    List<Target> due =
        byDueTime.stream()
            .takeWhile(kept -> !kept.dueAt().isAfter(now))
            .map(kept -> kept.target)
            .distinct()
            .filter(target -> at(target).stream().noneMatch(kept -> kept.isClaimedAt(now)))
            .limit(limit)
            .toList();
    return due.stream().map(target -> claim(target, until)).toList();
  }

  private QueuedPing claim(Target target, Instant until) {
    List<Kept> all = at(target);
    Kept latest =
        all.stream()
            .filter(Kept::waits)
            .max(Comparator.comparing(kept -> kept.ping.id()))
            .orElseThrow();
    all.stream().filter(kept -> kept != latest).forEach(this::remove);
    change(latest, latest.ping.waiting(until, latest.ping.attempts() + 1, latest.ping.error()));
    latest.claimed = true;
    return latest.ping;
  }

  @Override
  public synchronized int complete(List<QueuedPing> claimed) {
    List<Kept> unchanged = claimed.stream().map(this::unchanged).flatMap(Optional::stream).toList();
    unchanged.forEach(this::remove);
    return unchanged.size();
  }

  @Override
  public synchronized boolean putBack(
      QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error) {
    Optional<Kept> current = unchanged(claimed);
    current.ifPresent(kept -> change(kept, kept.ping.waiting(dueAt, attempts, error)));
    return current.isPresent();
  }

  @Override
  public synchronized boolean park(QueuedPing claimed, Instant now, String error) {
    Optional<Kept> current = unchanged(claimed);
    current.ifPresent(kept -> change(kept, kept.ping.parked(now, error)));
    return current.isPresent();
  }

  @Override
  public synchronized Optional<QueuedPing> findById(PingId id) {
    return Optional.ofNullable(byId.get(id)).map(kept -> kept.ping);
  }

  @Override
  public synchronized List<QueuedPing> list(PingQuery query) {
    Map<PingId, Kept> rest = query.after() == null ? byId : byId.tailMap(query.after(), false);
    return rest.values().stream()
        .map(kept -> kept.ping)
        .filter(ping -> query.state() == null || query.state() == ping.state())
        .filter(ping -> isSame(query.hub(), ping.hub()))
        .filter(ping -> isSame(query.topic(), ping.topic()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean requeue(PingId id, Instant dueAt) {
    Optional<Kept> parked = parked(id);
    parked.ifPresent(kept -> change(kept, kept.ping.waiting(dueAt, 0, null)));
    return parked.isPresent();
  }

  @Override
  public synchronized boolean discard(PingId id) {
    Optional<Kept> parked = parked(id);
    parked.ifPresent(this::remove);
    return parked.isPresent();
  }

  @Override
  public synchronized long countWaiting() {
    return byDueTime.size();
  }

  @Override
  public synchronized int purgeParked(Instant before, int limit) {
    List<Kept> old =
        byId.values().stream()
            .filter(kept -> kept.ping.parkedAt() != null && kept.ping.parkedAt().isBefore(before))
            .limit(limit)
            .toList();
    old.forEach(this::remove);
    return old.size();
  }

  /** Returns what is there for a hub and a topic, as a list of its own. */
  private List<Kept> at(Target target) {
    return List.copyOf(byTarget.getOrDefault(target, List.of()));
  }

  private Optional<Kept> unchanged(QueuedPing claimed) {
    return Optional.ofNullable(byId.get(claimed.id()))
        .filter(Kept::waits)
        .filter(kept -> kept.ping.version() == claimed.version());
  }

  private Optional<Kept> parked(PingId id) {
    return Optional.ofNullable(byId.get(id)).filter(kept -> !kept.waits());
  }

  private void change(Kept kept, QueuedPing next) {
    forgetDueTime(kept);
    kept.ping = next;
    kept.claimed = false;
    if (kept.waits()) {
      byDueTime.add(kept);
    }
  }

  private void remove(Kept kept) {
    forgetDueTime(kept);
    byId.remove(kept.ping.id());
    List<Kept> others = byTarget.getOrDefault(kept.target, List.of());
    others.remove(kept);
    if (others.isEmpty()) {
      byTarget.remove(kept.target);
    }
  }

  private void forgetDueTime(Kept kept) {
    if (kept.waits()) {
      byDueTime.remove(kept);
    }
  }

  private static boolean isSame(@Nullable URI wanted, URI actual) {
    return wanted == null || wanted.toString().equals(actual.toString());
  }

  /** Who is told of what. */
  private record Target(String hub, String topic) {
    static Target of(QueuedPing ping) {
      return new Target(ping.hub().toString(), ping.topic().toString());
    }
  }

  /** A ping, and whether somebody has claimed it. Two are never equal. */
  private static final class Kept {
    private final Target target;
    private QueuedPing ping;
    private boolean claimed;

    Kept(Target target, QueuedPing ping) {
      this.target = target;
      this.ping = ping;
    }

    /** Returns the one of two that wait which is handed out, due when the first of them is. */
    static QueuedPing merged(QueuedPing one, QueuedPing other) {
      QueuedPing latest = one.id().compareTo(other.id()) >= 0 ? one : other;
      Instant dueAt = Durations.earlier(due(one), due(other));
      return latest.waiting(dueAt, latest.attempts(), latest.error()).withVersion(latest.version());
    }

    boolean waits() {
      return ping.state() == PingState.WAITING;
    }

    boolean isFree() {
      return !claimed;
    }

    boolean isClaimedAt(Instant now) {
      return claimed && dueAt().isAfter(now);
    }

    Instant dueAt() {
      return due(ping);
    }

    private static Instant due(QueuedPing ping) {
      return Objects.requireNonNull(ping.dueAt());
    }
  }
}
