package org.pushj.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;

/** Looks up what to ask for, and whether its hub may be asked now; the outcome is an event. */
final class LookUps {
  private final TopicLookup lookup;
  private final HubAsker hubs;

  LookUps(TopicLookup lookup, HubAsker hubs) {
    this.lookup = lookup;
    this.hubs = hubs;
  }

  List<Target> targets(SubscriptionRequest request) {
    return lookup.forRequest(request);
  }

  /**
   * Looks a subscription up.
   *
   * @param claimedUntil the end of the claim; null if an application waits, for which a failing hub
   *     is asked all the same
   */
  Event of(Subscription current, @Nullable Instant claimedUntil, Instant now) {
    if (claimedUntil != null
        && current.hub() != null
        && current.attempts() < TopicLookup.TRIES_PER_HUB) {
      Optional<Instant> spared = hubs.sparedUntil(current.hub(), now);
      if (spared.isPresent()) {
        return new Event.Blocked(spared.get(), claimedUntil);
      }
    }
    TopicLookup.Renewal renewal;
    try {
      renewal = lookup.forRenewal(current);
      if (claimedUntil != null) {
        Optional<Instant> blocked = hubs.blockedUntil(renewal.target().hub(), now);
        if (blocked.isPresent()) {
          return new Event.Blocked(blocked.get(), claimedUntil);
        }
      }
      return found(renewal.target(), renewal.missing(), claimedUntil);
    } catch (DiscoveryException e) {
      return new Event.NotFound(e.about(current.id()));
    } catch (HubException e) {
      return new Event.NotFound(e.about(current.id()));
    }
  }

  /** Returns the event of a target that is known, with what no hub knows yet. */
  Event.Found found(Target target, List<Target> missing, @Nullable Instant claimedUntil) {
    return new Event.Found(
        target, missing, Fresh.random(), hubs.renewsUnderNewCallback(target.hub()), claimedUntil);
  }
}
