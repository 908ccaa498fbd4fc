package org.pushj.renewal;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.base.Claims;
import org.pushj.lifecycle.Event;
import org.pushj.lifecycle.HubAsker;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.SubscriptionStore;
import org.pushj.work.ClaimedWork;
import org.pushj.work.LogContext;
import org.pushj.work.VerificationWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the subscriptions on which work is due, and lets that happen to them. */
public final class DueSubscriptions implements ClaimedWork<Subscription> {
  private static final Logger LOG = LoggerFactory.getLogger(DueSubscriptions.class);

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final HubAsker hubs;
  private final WorkSettings settings;
  private final CallbackBaseMove move;
  private final VerificationWatch verifications;
  private final @Nullable URI hub;

  /**
   * Makes the due work of one subscriber.
   *
   * @param hub the hub for requests that name none; null: it is discovered
   */
  public DueSubscriptions(
      SubscriptionStore store,
      CallbackBaseMove move,
      Lifecycles lifecycles,
      HubAsker hubs,
      WorkSettings settings,
      VerificationWatch verifications,
      @Nullable URI hub) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.hubs = hubs;
    this.settings = settings;
    this.move = move;
    this.verifications = verifications;
    this.hub = hub;
  }

  @Override
  public Batch<Subscription> claim(int limit) {
    Instant now = lifecycles.now();
    Instant until = now.plus(settings.claim());
    List<Subscription> claimed = store.claimDue(now, until, limit);
    return new Batch<>(claimed, until, claimed.size() == limit);
  }

  @Override
  public boolean isHolding() {
    return hubs.isHolding(lifecycles.now());
  }

  @Override
  public boolean upkeep() {
    move.step();
    verifications.step();
    return false;
  }

  /**
   * Returns the hub that is known or given, or until it is discovered, the site: one that is slow
   * does not take all threads.
   */
  @Override
  public String lane(Subscription claimed) {
    return Optional.ofNullable(claimed.hub())
        .or(() -> Optional.ofNullable(claimed.request().hub()))
        .or(() -> Optional.ofNullable(hub))
        .map(URI::toString)
        .orElseGet(() -> String.valueOf(claimed.request().resource().getHost()));
  }

  /** Makes it due again now. An interrupted thread leaves that: H2 would close its file. */
  @Override
  public void release(Subscription claimed) {
    Instant until = claimed.dueAt();
    try {
      if (until != null && !Thread.currentThread().isInterrupted()) {
        lifecycles.apply(claimed, new Event.Held(lifecycles.now(), until));
      }
    } catch (RuntimeException e) {
      LOG.debug("Subscription {} waits for the end of its claim", claimed.id(), e);
    }
  }

  /**
   * Does what is due on one subscription of a batch, or puts it back until its hub may be asked
   * again. What fails unexpectedly is logged, and due again when the claim ends. So is what would
   * begin after half of its claim: there might be no time left for it.
   */
  @Override
  public void work(Subscription claimed, Instant until) {
    if (Claims.isHalfOver(lifecycles.now(), until, settings.claim())) {
      LOG.debug("Subscription {} waits for the end of its claim", claimed.id());
      return;
    }
    LogContext context = LogContext.begin(claimed.id(), claimed.hub());
    try {
      lifecycles.apply(claimed, hubs.due(claimed, until, lifecycles.now()));
    } catch (RuntimeException | Error e) {
      LOG.error("Work on subscription {} failed; it is tried again at {}", claimed.id(), until, e);
    } finally {
      context.end();
    }
  }
}
