package org.pushj.tck;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;

/**
 * Hands every call on to another queue. A test overrides the methods that it wants to fail, to wait
 * or to be watched. As safe for use by several threads as the queue behind it.
 *
 * @since 0.1
 */
public class ForwardingPingQueue implements ManageableQueue {
  private final ManageableQueue queue;

  /** Makes a queue in front of {@code queue}. */
  public ForwardingPingQueue(ManageableQueue queue) {
    this.queue = queue;
  }

  @Override
  public boolean add(List<QueuedPing> pings) {
    return queue.add(pings);
  }

  @Override
  public void afterCommit(Runnable action) {
    queue.afterCommit(action);
  }

  @Override
  public List<QueuedPing> claimDue(Claim claim) {
    return queue.claimDue(claim);
  }

  @Override
  public InstantSource clock() {
    return queue.clock();
  }

  @Override
  public int complete(List<QueuedPing> claimed) {
    return queue.complete(claimed);
  }

  @Override
  public boolean putBack(QueuedPing claimed, Instant dueAt, int attempts, @Nullable String error) {
    return queue.putBack(claimed, dueAt, attempts, error);
  }

  @Override
  public boolean park(QueuedPing claimed, Instant now, String error) {
    return queue.park(claimed, now, error);
  }

  @Override
  public Optional<QueuedPing> findById(PingId id) {
    return queue.findById(id);
  }

  @Override
  public List<QueuedPing> list(ManageableQueue.Query query) {
    return queue.list(query);
  }

  @Override
  public boolean requeue(PingId id, Instant dueAt) {
    return queue.requeue(id, dueAt);
  }

  @Override
  public boolean discard(PingId id) {
    return queue.discard(id);
  }

  @Override
  public long countWaiting() {
    return queue.countWaiting();
  }

  @Override
  public int purgeParked(Instant before, int limit) {
    return queue.purgeParked(before, limit);
  }
}
