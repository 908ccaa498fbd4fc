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
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.text.Numbers;
import org.pushj.time.Durations;

/**
 * Stores pings in memory: <b>unsent pings are lost when the process ends or crashes.</b> For tests,
 * and for programs that can accept that. The reference for every other queue. Thread-safe.
 *
 * <p>The number of pings is bounded; parked pings count too. A new ping replaces an unclaimed one
 * for the same hub and topic, so many changes of one topic need no more memory than one.
 *
 * @since 0.1
 */
public final class InMemoryPingQueue implements ManageableQueue {
  private static final int MAX_PINGS = 100_000;

  private final int maxPings;
  private final TreeMap<PingId, StoredPing> byId = new TreeMap<>();
  private final Map<Target, List<StoredPing>> byTarget = new HashMap<>();

  /** Waiting pings, the earliest due first. */
  private final TreeSet<StoredPing> byDueTime =
      new TreeSet<>(
          Comparator.comparing((StoredPing stored) -> stored.dueAt())
              .thenComparing(stored -> stored.ping.id()));

  /** Makes an empty queue that holds up to 100,000 pings. */
  public InMemoryPingQueue() {
    this(MAX_PINGS);
  }

  /**
   * Makes an empty queue.
   *
   * @param maxPings the maximum number of pings, at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public InMemoryPingQueue(int maxPings) {
    this.maxPings = Numbers.atLeastOne("maxPings", maxPings);
  }

  @Override
  public synchronized boolean add(List<QueuedPing> pings) {
    Map<Target, QueuedPing> merged = new LinkedHashMap<>();
    pings.forEach(ping -> merged.merge(Target.of(ping), ping.withVersion(0), StoredPing::merged));
    long superseded =
        merged.keySet().stream()
            .flatMap(target -> forTarget(target).stream())
            .filter(StoredPing::isUnclaimed)
            .count();
    if (byId.size() - superseded + merged.size() > maxPings) {
      return false;
    }
    merged.forEach(this::add);
    return true;
  }

  private void add(Target target, QueuedPing ping) {
    QueuedPing left = ping;
    for (StoredPing stored : forTarget(target)) {
      if (stored.isUnclaimed()) {
        remove(stored);
        left = stored.waits() ? StoredPing.merged(left, stored.ping) : left;
      }
    }
    StoredPing added = new StoredPing(target, left);
    byId.put(left.id(), added);
    byTarget.computeIfAbsent(target, any -> new ArrayList<>()).add(added);
    byDueTime.add(added);
  }

  @Override
  public synchronized List<QueuedPing> claimDue(Claim claim) {
    List<Target> due =
        byDueTime.stream()
            .takeWhile(stored -> !stored.dueAt().isAfter(claim.now()))
            .map(stored -> stored.target)
            .distinct()
            .filter(target -> !isClaimed(target, claim.now()))
            .filter(target -> claim.take(target.hub().toString()))
            .toList();
    return due.stream().map(target -> claim(target, claim.until())).toList();
  }

  private boolean isClaimed(Target target, Instant now) {
    return forTarget(target).stream().anyMatch(stored -> stored.isClaimedAt(now));
  }

  private QueuedPing claim(Target target, Instant until) {
    List<StoredPing> all = forTarget(target);
    StoredPing latest =
        all.stream()
            .filter(StoredPing::waits)
            .max(Comparator.comparing(stored -> stored.ping.id()))
            .orElseThrow();
    all.stream().filter(stored -> stored != latest).forEach(this::remove);
    change(latest, latest.ping.waiting(until, latest.ping.attempts() + 1, latest.ping.error()));
    latest.claimed = true;
    return latest.ping;
  }

  @Override
  public synchronized int complete(List<QueuedPing> claimed) {
    List<StoredPing> unchanged =
        claimed.stream().map(this::unchanged).flatMap(Optional::stream).toList();
    unchanged.forEach(this::remove);
    return unchanged.size();
  }

  @Override
  public synchronized boolean putBack(
      QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error) {
    Optional<StoredPing> current = unchanged(claimed);
    current.ifPresent(stored -> change(stored, stored.ping.waiting(dueAt, attempts, error)));
    return current.isPresent();
  }

  @Override
  public synchronized boolean park(QueuedPing claimed, Instant now, String error) {
    Optional<StoredPing> current = unchanged(claimed);
    current.ifPresent(stored -> change(stored, stored.ping.parked(now, error)));
    return current.isPresent();
  }

  @Override
  public synchronized Optional<QueuedPing> findById(PingId id) {
    return Optional.ofNullable(byId.get(id)).map(stored -> stored.ping);
  }

  @Override
  public synchronized List<QueuedPing> list(ManageableQueue.Query query) {
    Map<PingId, StoredPing> rest =
        query.after() == null ? byId : byId.tailMap(query.after(), false);
    return rest.values().stream()
        .map(stored -> stored.ping)
        .filter(ping -> query.state() == null || query.state() == ping.state())
        .filter(ping -> matches(query.hub(), ping.hub()))
        .filter(ping -> matches(query.topic(), ping.topic()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean requeue(PingId id, Instant dueAt) {
    Optional<StoredPing> parked = parked(id);
    parked.ifPresent(stored -> change(stored, stored.ping.waiting(dueAt, 0, null)));
    return parked.isPresent();
  }

  @Override
  public synchronized boolean discard(PingId id) {
    Optional<StoredPing> parked = parked(id);
    parked.ifPresent(this::remove);
    return parked.isPresent();
  }

  @Override
  public synchronized long countWaiting() {
    return byDueTime.size();
  }

  @Override
  public synchronized int purgeParked(Instant before, int limit) {
    List<StoredPing> old =
        byId.values().stream()
            .filter(
                stored -> stored.ping.parkedAt() != null && stored.ping.parkedAt().isBefore(before))
            .limit(limit)
            .toList();
    old.forEach(this::remove);
    return old.size();
  }

  /** Returns a copy of the list of pings for a hub and a topic. */
  private List<StoredPing> forTarget(Target target) {
    return List.copyOf(byTarget.getOrDefault(target, List.of()));
  }

  private Optional<StoredPing> unchanged(QueuedPing claimed) {
    return Optional.ofNullable(byId.get(claimed.id()))
        .filter(StoredPing::waits)
        .filter(stored -> stored.ping.version() == claimed.version());
  }

  private Optional<StoredPing> parked(PingId id) {
    return Optional.ofNullable(byId.get(id)).filter(stored -> !stored.waits());
  }

  private void change(StoredPing stored, QueuedPing next) {
    removeDueTime(stored);
    stored.ping = next;
    stored.claimed = false;
    if (stored.waits()) {
      byDueTime.add(stored);
    }
  }

  private void remove(StoredPing stored) {
    removeDueTime(stored);
    byId.remove(stored.ping.id());
    List<StoredPing> others = byTarget.getOrDefault(stored.target, List.of());
    others.remove(stored);
    if (others.isEmpty()) {
      byTarget.remove(stored.target);
    }
  }

  private void removeDueTime(StoredPing stored) {
    if (stored.waits()) {
      byDueTime.remove(stored);
    }
  }

  private static boolean matches(@Nullable URI wanted, URI actual) {
    return wanted == null || wanted.toString().equals(actual.toString());
  }

  /** A hub and a topic, compared as text. */
  private record Target(String hub, String topic) {
    static Target of(QueuedPing ping) {
      return new Target(ping.hub().toString(), ping.topic().toString());
    }
  }

  /** A ping and whether it is claimed. Compared by identity. */
  private static final class StoredPing {
    private final Target target;
    private QueuedPing ping;
    private boolean claimed;

    StoredPing(Target target, QueuedPing ping) {
      this.target = target;
      this.ping = ping;
    }

    /** Merges two waiting pings into the later one, due when the first of the two is due. */
    static QueuedPing merged(QueuedPing one, QueuedPing other) {
      QueuedPing latest = one.id().compareTo(other.id()) >= 0 ? one : other;
      Instant dueAt = Durations.earlier(due(one), due(other));
      return latest.waiting(dueAt, latest.attempts(), latest.error()).withVersion(latest.version());
    }

    boolean waits() {
      return ping.state() == QueuedPing.State.WAITING;
    }

    boolean isUnclaimed() {
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
