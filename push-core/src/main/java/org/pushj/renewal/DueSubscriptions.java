package org.pushj.renewal;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.contact.HubPlaces;
import org.pushj.contact.UnsureVerifications;
import org.pushj.contact.VerificationWatch;
import org.pushj.lifecycle.HubAsker;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.lifecycle.Timer;
import org.pushj.monitoring.FailureLog;
import org.pushj.monitoring.LogContext;
import org.pushj.scheduling.ClaimedWork;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.SubscriptionStore;
import org.pushj.time.Claims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Claims the subscriptions on which work is due, and lets that happen to them. */
public final class DueSubscriptions implements ClaimedWork<Subscription> {
  private static final Logger LOG = LoggerFactory.getLogger(DueSubscriptions.class);

  private static final int UNSURE_AT_A_TIME = 100;

  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final HubAsker hubs;
  private final HubPlaces places;
  private final WorkSettings settings;
  private final CallbackBaseMove move;
  private final VerificationWatch verifications;
  private final UnsureVerifications unsure;
  private final FailureLog failures;

  /** Makes the due work of one subscriber. */
  public DueSubscriptions(
      SubscriptionStore store,
      CallbackBaseMove move,
      Lifecycles lifecycles,
      HubAsker hubs,
      HubPlaces places,
      WorkSettings settings,
      VerificationWatch verifications,
      UnsureVerifications unsure) {
    this.store = store;
    this.lifecycles = lifecycles;
    this.hubs = hubs;
    this.places = places;
    this.settings = settings;
    this.move = move;
    this.verifications = verifications;
    this.unsure = unsure;
    this.failures = new FailureLog(LOG, Level.ERROR, lifecycles::now);
  }

  @Override
  public Batch<Subscription> claim(int limit, Predicate<String> lanes) {
    Instant now = lifecycles.now();
    Instant until = now.plus(settings.claim());
    List<Subscription> claimed = store.claimDue(new Claim(now, until, limit, lanes));
    return new Batch<>(claimed, until, claimed.size() == limit);
  }

  /** Returns how many requests a hub may get now; its lane is full until more are allowed. */
  @Override
  public int most(String lane) {
    return Math.min(places.most(lane), hubs.tokens(URI.create(lane), lifecycles.now()));
  }

  @Override
  public boolean upkeep() {
    move.step();
    verifications.step();
    unsure.take(UNSURE_AT_A_TIME).forEach(this::askAgain);
    return false;
  }

  private void askAgain(SubscriptionId id) {
    try {
      store
          .findById(id)
          .ifPresent(found -> lifecycles.apply(found, new Timer.Hastened(lifecycles.now())));
    } catch (StoreException e) {
      unsure.add(id);
      LOG.debug("The hub of subscription {} is asked again once the store answers", id, e);
    }
  }

  /** Returns its lane, or one of its own if the work involves no request. */
  @Override
  public String lane(Subscription claimed) {
    return claimed.contactsAt(lifecycles.now()) ? claimed.lane() : claimed.id().toString();
  }

  /** Makes it due again now. An interrupted thread leaves that: H2 would close its file. */
  @Override
  public void release(Subscription claimed) {
    Instant until = claimed.dueAt();
    try {
      if (until != null && !Thread.currentThread().isInterrupted()) {
        lifecycles.apply(claimed, new Timer.Released(until));
      }
    } catch (RuntimeException e) {
      LOG.debug("Subscription {} waits for the end of its claim", claimed.id(), e);
    }
  }

  /**
   * Does what is due on one subscription of a batch. What fails unexpectedly is logged, and due
   * again when the claim ends. So is what would begin after half of its claim: there might be no
   * time left for it.
   */
  @Override
  public void work(Subscription claimed, Instant until) {
    if (Claims.isHalfOver(lifecycles.now(), until, settings.claim())) {
      LOG.debug("Subscription {} waits for the end of its claim", claimed.id());
      return;
    }
    LogContext context = LogContext.begin(claimed.id(), claimed.hub());
    String lane = claimed.lane();
    places.begin(lane);
    try {
      lifecycles.apply(claimed, new Timer.Due(until));
      failures.worked("Work on subscriptions succeeds again; it failed {} times");
    } catch (RuntimeException | Error e) {
      LOG.atLevel(failures.failed())
          .setCause(e)
          .log("Work on subscription {} failed; it is tried again at {}", claimed.id(), until);
    } finally {
      places.end(lane);
      context.end();
    }
  }
}
