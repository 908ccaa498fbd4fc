package org.pushj.tck;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;

/**
 * Hands every call on to another inbox. A test overrides the methods that it wants to fail, to wait
 * or to be watched. As safe for use by several threads as the inbox behind it.
 *
 * @since 0.1
 */
public class ForwardingUpdateInbox implements ManageableInbox {
  private final ManageableInbox inbox;

  /** Makes an inbox in front of {@code inbox}. */
  public ForwardingUpdateInbox(ManageableInbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public UpdateInbox.Receipt add(InboxEntry entry, byte[] content, @Nullable Instant sameSince) {
    return inbox.add(entry, content, sameSince);
  }

  @Override
  public List<InboxEntry> claimDue(Claim claim, boolean inOrder) {
    return inbox.claimDue(claim, inOrder);
  }

  @Override
  public Optional<InboxEntry> claimNext(SubscriptionId subscription, Instant now, Instant until) {
    return inbox.claimNext(subscription, now, until);
  }

  @Override
  public InstantSource clock() {
    return inbox.clock();
  }

  @Override
  public Optional<byte[]> content(UpdateId id) {
    return inbox.content(id);
  }

  @Override
  public boolean complete(InboxEntry claimed, Instant now, boolean keep) {
    return inbox.complete(claimed, now, keep);
  }

  @Override
  public boolean deliver(InboxEntry claimed, InstantSource clock, boolean keep, Delivery delivery)
      throws Exception {
    return inbox.deliver(claimed, clock, keep, delivery);
  }

  @Override
  public void abandon(InboxEntry claimed) {
    inbox.abandon(claimed);
  }

  @Override
  public boolean putBack(InboxEntry claimed, Instant dueAt, int attempts, @Nullable String error) {
    return inbox.putBack(claimed, dueAt, attempts, error);
  }

  @Override
  public boolean park(InboxEntry claimed, Instant now, String error) {
    return inbox.park(claimed, now, error);
  }

  @Override
  public Optional<InboxEntry> findById(UpdateId id) {
    return inbox.findById(id);
  }

  @Override
  public List<InboxEntry> list(ManageableInbox.Query query) {
    return inbox.list(query);
  }

  @Override
  public boolean requeue(UpdateId id, Instant dueAt) {
    return inbox.requeue(id, dueAt);
  }

  @Override
  public int replay(SubscriptionId subscription, Instant dueAt) {
    return inbox.replay(subscription, dueAt);
  }

  @Override
  public boolean discard(UpdateId id) {
    return inbox.discard(id);
  }

  @Override
  public UpdateInbox.Load load() {
    return inbox.load();
  }

  @Override
  public int purgeDone(Instant before, int limit) {
    return inbox.purgeDone(before, limit);
  }

  @Override
  public int purgeParked(Instant before, int limit) {
    return inbox.purgeParked(before, limit);
  }

  @Override
  public int forgetDuplicates(Instant before, int limit) {
    return inbox.forgetDuplicates(before, limit);
  }
}
