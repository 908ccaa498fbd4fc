package org.pushj.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.base.BoundedMap;
import org.pushj.base.Claims;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxLoad;
import org.pushj.spi.InboxQuery;
import org.pushj.spi.InboxReceipt;
import org.pushj.spi.InboxState;
import org.pushj.spi.UpdateInbox;

/**
 * Keeps updates in memory: <b>a crash, and the end of the process, lose what hubs were told to be
 * taken.</b> For tests, and for programs that can live with that. The reference for every other
 * inbox. Safe for use by several threads.
 *
 * <p>It is bounded in the number of updates and in the bytes of their content. All count, also
 * those that are parked or kept. It remembers as many contents for duplicates as it may hold
 * updates.
 *
 * @since 0.1
 */
public final class InMemoryUpdateInbox implements UpdateInbox {
  private static final int MAX_UPDATES = 10_000;
  private static final long MAX_BYTES = 64L << 20;

  private final int maxUpdates;
  private final long maxBytes;
  private final TreeMap<UpdateId, Kept> byId = new TreeMap<>();

  /** What waits, by subscription, in the order in which it came. */
  private final Map<SubscriptionId, Set<Kept>> lines = new HashMap<>();

  private final Map<Sameness, Instant> seen;
  private long bytes;

  /** Makes an empty inbox for 10,000 updates and 64 MiB. */
  public InMemoryUpdateInbox() {
    this(MAX_UPDATES, MAX_BYTES);
  }

  /**
   * Makes an empty inbox.
   *
   * @param maxUpdates how many updates there is room for, 1 or more
   * @param maxBytes how many bytes of content there is room for, 1 or more
   * @throws IllegalArgumentException if one is out of its limits
   */
  public InMemoryUpdateInbox(int maxUpdates, long maxBytes) {
    if (maxUpdates < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "maxUpdates, maxBytes: 1 or more is possible, not " + maxUpdates + ", " + maxBytes);
    }
    this.maxUpdates = maxUpdates;
    this.maxBytes = maxBytes;
    this.seen = BoundedMap.inOrderOfEntry(maxUpdates);
  }

  @Override
  public synchronized InboxReceipt add(
      InboxEntry entry, byte[] content, @Nullable Instant sameSince) {
    InboxEntry added = entry.added();
    Sameness sameness = new Sameness(entry.origin().topic().toString(), entry.sha256());
    Instant last = seen.get(sameness);
    boolean same = sameSince != null && last != null && !last.isBefore(sameSince);
    if (same || byId.containsKey(entry.id())) {
      return InboxReceipt.DUPLICATE;
    }
    if (byId.size() >= maxUpdates || content.length > maxBytes - bytes) {
      return InboxReceipt.FULL;
    }
    seen.remove(sameness);
    boolean lastIsNewer = last != null && last.isAfter(entry.receivedAt());
    seen.put(sameness, lastIsNewer ? last : entry.receivedAt());
    Kept kept = new Kept(added, content);
    byId.put(entry.id(), kept);
    bytes += content.length;
    queue(kept);
    return InboxReceipt.ADDED;
  }

  @Override
  public synchronized List<InboxEntry> claimDue(
      Instant now, Instant until, int limit, boolean inOrder) {
    Claims.check(now, until, limit, InboxQuery.MAX_PAGE);
    List<Kept> due =
        candidates(inOrder)
            .filter(kept -> kept.isDueAt(now))
            .sorted(Comparator.comparing(kept -> kept.entry.dueAt()))
            .limit(limit)
            .toList();
    due.forEach(
        kept ->
            kept.entry = kept.entry.waiting(until, kept.entry.attempts() + 1, kept.entry.error()));
    return due.stream().map(kept -> kept.entry).toList();
  }

  private Stream<Kept> candidates(boolean inOrder) {
    return inOrder
        ? lines.values().stream().map(line -> line.iterator().next())
        : lines.values().stream().flatMap(Set::stream);
  }

  @Override
  public synchronized Optional<byte[]> content(UpdateId id) {
    return Optional.ofNullable(byId.get(id)).map(kept -> kept.content);
  }

  @Override
  public synchronized boolean complete(InboxEntry claimed, Instant now, boolean keep) {
    Optional<Kept> current = unchanged(claimed);
    current.ifPresent(
        kept -> {
          unqueue(kept);
          kept.entry = kept.entry.settled(InboxState.DONE, now, kept.entry.error());
          if (!keep) {
            remove(kept);
          }
        });
    return current.isPresent();
  }

  @Override
  public synchronized boolean putBack(
      InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
    Optional<Kept> current = unchanged(claimed);
    current.ifPresent(kept -> kept.entry = kept.entry.waiting(dueAt, attempts, error));
    return current.isPresent();
  }

  @Override
  public synchronized boolean park(InboxEntry claimed, Instant now, String error) {
    Optional<Kept> current = unchanged(claimed);
    current.ifPresent(
        kept -> {
          unqueue(kept);
          kept.entry = kept.entry.settled(InboxState.PARKED, now, error);
        });
    return current.isPresent();
  }

  @Override
  public synchronized Optional<InboxEntry> findById(UpdateId id) {
    return Optional.ofNullable(byId.get(id)).map(kept -> kept.entry);
  }

  @Override
  public synchronized List<InboxEntry> list(InboxQuery query) {
    Map<UpdateId, Kept> rest = query.after() == null ? byId : byId.tailMap(query.after(), false);
    return rest.values().stream()
        .map(kept -> kept.entry)
        .filter(entry -> query.state() == null || query.state() == entry.state())
        .filter(
            entry ->
                query.subscription() == null || query.subscription().equals(entry.subscription()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean requeue(UpdateId id, Instant dueAt) {
    Optional<Kept> settled = settled(id);
    settled.ifPresent(
        kept -> {
          kept.entry = kept.entry.waiting(dueAt, 0, null);
          queue(kept);
        });
    return settled.isPresent();
  }

  @Override
  public synchronized boolean discard(UpdateId id) {
    Optional<Kept> settled = settled(id);
    settled.ifPresent(this::remove);
    return settled.isPresent();
  }

  @Override
  public synchronized InboxLoad load() {
    List<InboxEntry> waiting =
        lines.values().stream().flatMap(Set::stream).map(kept -> kept.entry).toList();
    return new InboxLoad(waiting.size(), waiting.stream().mapToLong(InboxEntry::length).sum());
  }

  @Override
  public synchronized int purgeDone(Instant before, int limit) {
    List<Kept> old =
        byId.values().stream().filter(kept -> kept.wasDoneBefore(before)).limit(limit).toList();
    old.forEach(this::remove);
    return old.size();
  }

  @Override
  public synchronized int forgetDuplicates(Instant before, int limit) {
    List<Sameness> old =
        seen.entrySet().stream()
            .filter(each -> each.getValue().isBefore(before))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(seen::remove);
    return old.size();
  }

  private Optional<Kept> unchanged(InboxEntry claimed) {
    return Optional.ofNullable(byId.get(claimed.id()))
        .filter(kept -> kept.entry.state() == InboxState.WAITING)
        .filter(kept -> kept.entry.version() == claimed.version());
  }

  private Optional<Kept> settled(UpdateId id) {
    return Optional.ofNullable(byId.get(id))
        .filter(kept -> kept.entry.state() != InboxState.WAITING);
  }

  private void queue(Kept kept) {
    lines.computeIfAbsent(kept.entry.subscription(), any -> new LinkedHashSet<>()).add(kept);
  }

  private void unqueue(Kept kept) {
    SubscriptionId subscription = kept.entry.subscription();
    Set<Kept> line = lines.getOrDefault(subscription, Set.of());
    line.remove(kept);
    if (line.isEmpty()) {
      lines.remove(subscription);
    }
  }

  private void remove(Kept kept) {
    byId.remove(kept.entry.id());
    bytes -= kept.content.length;
  }

  /** What makes two updates the same. */
  private record Sameness(String topic, String sha256) {}

  /** An update with its content. Two are never equal. */
  private static final class Kept {
    private final byte[] content;
    private InboxEntry entry;

    Kept(InboxEntry entry, byte[] content) {
      this.entry = entry;
      this.content = content;
    }

    boolean isDueAt(Instant now) {
      Instant due = entry.dueAt();
      return due != null && !due.isAfter(now);
    }

    boolean wasDoneBefore(Instant instant) {
      Instant settled = entry.settledAt();
      return entry.state() == InboxState.DONE && settled != null && settled.isBefore(instant);
    }
  }
}
