package org.pushj.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;

/**
 * Stores updates in memory: <b>updates that were acknowledged to the hub but not yet delivered are
 * lost when the process ends or crashes.</b> For tests, and for programs that can accept that. The
 * reference for every other inbox. Thread-safe.
 *
 * <p>The number of updates and the bytes of their content are bounded; updates that are parked or
 * done count too. To detect duplicates it remembers the last content of as many topics as it can
 * hold updates.
 *
 * @since 0.1
 */
public final class InMemoryUpdateInbox implements ManageableInbox {
  private static final int MAX_UPDATES = 10_000;
  private static final long MAX_BYTES = 64L << 20;

  private final int maxUpdates;
  private final long maxBytes;
  private final TreeMap<UpdateId, StoredUpdate> byId = new TreeMap<>();

  /** Waiting updates by subscription, in the order of their arrival. */
  private final Map<SubscriptionId, NavigableSet<StoredUpdate>> waitingBySubscription =
      new HashMap<>();

  private final LastContents lastContents;
  private long bytes;
  private long arrivals;

  /** Makes an empty inbox that holds up to 10,000 updates and 64 MiB. */
  public InMemoryUpdateInbox() {
    this(MAX_UPDATES, MAX_BYTES);
  }

  /**
   * Makes an empty inbox.
   *
   * @param maxUpdates the maximum number of updates, at least 1
   * @param maxBytes the maximum size of their content in bytes, at least 1
   * @throws IllegalArgumentException if either is less than 1
   */
  public InMemoryUpdateInbox(int maxUpdates, long maxBytes) {
    if (maxUpdates < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "maxUpdates and maxBytes must be at least 1, were " + maxUpdates + " and " + maxBytes);
    }
    this.maxUpdates = maxUpdates;
    this.maxBytes = maxBytes;
    this.lastContents = new LastContents(maxUpdates);
  }

  @Override
  public synchronized UpdateInbox.Receipt add(
      InboxEntry entry, byte[] content, @Nullable Instant duplicateSince) {
    InboxEntry added = entry.added();
    boolean same = duplicateSince != null && lastContents.isSame(entry, duplicateSince);
    if (same || byId.containsKey(entry.id())) {
      return UpdateInbox.Receipt.DUPLICATE;
    }
    if (byId.size() >= maxUpdates || content.length > maxBytes - bytes) {
      return UpdateInbox.Receipt.FULL;
    }
    lastContents.note(entry);
    StoredUpdate stored = new StoredUpdate(added, content, arrivals++);
    byId.put(entry.id(), stored);
    bytes += content.length;
    enqueue(stored);
    return UpdateInbox.Receipt.ADDED;
  }

  @Override
  public synchronized List<InboxEntry> claimDue(Claim claim, boolean inOrder) {
    return claim(candidates(inOrder), claim, inOrder);
  }

  @Override
  public synchronized Optional<InboxEntry> claimNext(
      SubscriptionId subscription, Instant now, Instant until) {
    Claim claim = Claim.of(now, until, 1);
    NavigableSet<StoredUpdate> waiting = waitingBySubscription.get(subscription);
    return waiting == null
        ? Optional.empty()
        : claim(Stream.of(next(waiting)), claim, true).stream().findFirst();
  }

  private static List<InboxEntry> claim(
      Stream<StoredUpdate> candidates, Claim claim, boolean inOrder) {
    List<StoredUpdate> due =
        candidates
            .filter(stored -> stored.isDueAt(claim.now()))
            .sorted(Comparator.comparing(stored -> stored.entry.dueAt()))
            .filter(stored -> claim.take(stored.entry.subscription().toString()))
            .toList();
    for (StoredUpdate stored : due) {
      stored.claimedInOrder |= inOrder;
      stored.entry =
          stored.entry.waiting(claim.until(), stored.entry.attempts() + 1, stored.entry.error());
    }
    return due.stream().map(stored -> stored.entry).toList();
  }

  private Stream<StoredUpdate> candidates(boolean inOrder) {
    return inOrder
        ? waitingBySubscription.values().stream().map(InMemoryUpdateInbox::next)
        : waitingBySubscription.values().stream().flatMap(NavigableSet::stream);
  }

  private static StoredUpdate next(NavigableSet<StoredUpdate> queue) {
    return queue.stream().filter(stored -> stored.claimedInOrder).findFirst().orElse(queue.first());
  }

  @Override
  public synchronized Optional<byte[]> content(UpdateId id) {
    return Optional.ofNullable(byId.get(id)).map(stored -> stored.content);
  }

  @Override
  public synchronized boolean complete(InboxEntry claimed, Instant now, boolean keep) {
    Optional<StoredUpdate> current = unchanged(claimed);
    current.ifPresent(
        stored -> {
          dequeue(stored);
          stored.entry = stored.entry.settled(InboxEntry.State.DONE, now, stored.entry.error());
          if (!keep) {
            remove(stored);
          }
        });
    return current.isPresent();
  }

  @Override
  public synchronized boolean putBack(
      InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
    Optional<StoredUpdate> current = unchanged(claimed);
    current.ifPresent(
        stored -> {
          stored.entry = stored.entry.waiting(dueAt, attempts, error);
          stored.claimedInOrder = false;
        });
    return current.isPresent();
  }

  @Override
  public synchronized boolean park(InboxEntry claimed, Instant now, String error) {
    Optional<StoredUpdate> current = unchanged(claimed);
    current.ifPresent(
        stored -> {
          dequeue(stored);
          stored.entry = stored.entry.settled(InboxEntry.State.PARKED, now, error);
        });
    return current.isPresent();
  }

  @Override
  public synchronized Optional<InboxEntry> findById(UpdateId id) {
    return Optional.ofNullable(byId.get(id)).map(stored -> stored.entry);
  }

  @Override
  public synchronized List<InboxEntry> list(ManageableInbox.Query query) {
    Map<UpdateId, StoredUpdate> rest =
        query.after() == null ? byId : byId.tailMap(query.after(), false);
    return rest.values().stream()
        .map(stored -> stored.entry)
        .filter(entry -> query.state() == null || query.state() == entry.state())
        .filter(
            entry ->
                query.subscription() == null || query.subscription().equals(entry.subscription()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean requeue(UpdateId id, Instant dueAt) {
    Optional<StoredUpdate> settled = settled(id);
    settled.ifPresent(stored -> requeue(stored, dueAt));
    return settled.isPresent();
  }

  @Override
  public synchronized int replay(SubscriptionId subscription, Instant dueAt) {
    List<StoredUpdate> done =
        byId.values().stream()
            .filter(stored -> stored.entry.state() == InboxEntry.State.DONE)
            .filter(stored -> stored.entry.subscription().equals(subscription))
            .toList();
    done.forEach(stored -> requeue(stored, dueAt));
    return done.size();
  }

  private void requeue(StoredUpdate settled, Instant dueAt) {
    settled.entry = settled.entry.waiting(dueAt, 0, null);
    enqueue(settled);
  }

  @Override
  public synchronized boolean discard(UpdateId id) {
    Optional<StoredUpdate> settled = settled(id);
    settled.ifPresent(this::remove);
    return settled.isPresent();
  }

  @Override
  public synchronized UpdateInbox.Load load() {
    List<InboxEntry> held =
        byId.values().stream()
            .map(stored -> stored.entry)
            .filter(entry -> entry.state() != InboxEntry.State.DONE)
            .toList();
    return new UpdateInbox.Load(
        held.size(),
        held.stream().mapToLong(InboxEntry::length).sum(),
        held.stream().filter(entry -> entry.state() == InboxEntry.State.PARKED).count());
  }

  @Override
  public int purgeDone(Instant before, int limit) {
    return purge(InboxEntry.State.DONE, before, limit);
  }

  @Override
  public int purgeParked(Instant before, int limit) {
    return purge(InboxEntry.State.PARKED, before, limit);
  }

  private synchronized int purge(InboxEntry.State state, Instant before, int limit) {
    List<StoredUpdate> old =
        byId.values().stream()
            .filter(stored -> stored.entry.state() == state && stored.settledAt().isBefore(before))
            .sorted(Comparator.comparing(StoredUpdate::settledAt))
            .limit(limit)
            .toList();
    old.forEach(this::remove);
    return old.size();
  }

  @Override
  public synchronized int forgetDuplicates(Instant before, int limit) {
    return lastContents.forget(before, limit);
  }

  private Optional<StoredUpdate> unchanged(InboxEntry claimed) {
    return Optional.ofNullable(byId.get(claimed.id()))
        .filter(stored -> stored.entry.state() == InboxEntry.State.WAITING)
        .filter(stored -> stored.entry.version() == claimed.version());
  }

  private Optional<StoredUpdate> settled(UpdateId id) {
    return Optional.ofNullable(byId.get(id))
        .filter(stored -> stored.entry.state() != InboxEntry.State.WAITING);
  }

  private void enqueue(StoredUpdate stored) {
    waitingBySubscription
        .computeIfAbsent(stored.entry.subscription(), any -> new TreeSet<>(StoredUpdate.BY_ARRIVAL))
        .add(stored);
  }

  private void dequeue(StoredUpdate stored) {
    SubscriptionId subscription = stored.entry.subscription();
    stored.claimedInOrder = false;
    waitingBySubscription.computeIfPresent(
        subscription, (id, queue) -> queue.remove(stored) && queue.isEmpty() ? null : queue);
  }

  private void remove(StoredUpdate stored) {
    byId.remove(stored.entry.id());
    bytes -= stored.content.length;
  }
}
