package org.pushj.subscriber;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.pushj.FormerGrant;
import org.pushj.HubException;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.subscriber.TopicLookup.Renewal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due on a subscription that was claimed. The first of these that applies:
 *
 * <ol>
 *   <li>what is to end, and whose hub has not verified that, is asked for again; after its lease it
 *       is forgotten;
 *   <li>the hub of a former grant is asked to end it;
 *   <li>a lease that has ended is noticed, and told;
 *   <li>the hub is asked for a new lease, unless it is to be left alone for a while.
 * </ol>
 *
 * Each change is a compare-and-set on what was claimed: where somebody else was faster, it is his.
 */
final class DueWork {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  private final SubscriberContext context;
  private final TopicLookup lookup;
  private final Subscriptions subscriptions;
  private final Dispatch dispatch;

  DueWork(
      SubscriberContext context,
      TopicLookup lookup,
      Subscriptions subscriptions,
      Dispatch dispatch) {
    this.context = context;
    this.lookup = lookup;
    this.subscriptions = subscriptions;
    this.dispatch = dispatch;
  }

  /**
   * Does the work.
   *
   * @param claimed the subscription as the store has it
   * @param until when the claim ends
   */
  void run(Subscription claimed, Instant until) {
    Instant now = context.now();
    if (claimed.state() == SubscriptionState.UNSUBSCRIBING) {
      end(claimed, now);
    } else if (Schedule.isToBeGivenUp(claimed, now)) {
      giveUp(claimed, now, until).ifPresent(rest -> goOn(rest, now, until));
    } else {
      goOn(claimed, now, until);
    }
  }

  private void goOn(Subscription claimed, Instant now, Instant until) {
    if (hasEnded(claimed, now)) {
      expire(claimed, now, until).ifPresent(this::renew);
    } else {
      renew(claimed);
    }
  }

  private void end(Subscription claimed, Instant now) {
    if (claimed.lease() == null || !claimed.isAliveAt(now)) {
      dispatch.forget(claimed);
      return;
    }
    Subscription again = claimed.unsubscribing(now).withAttempts(claimed.attempts() + 1);
    context
        .store()
        .replace(claimed, context.schedule().asked(again, now))
        .ifPresent(
            stored -> {
              try {
                dispatch.askToEnd(claimed.state(), stored);
              } catch (HubException e) {
                LOG.debug("A hub did not accept the end of subscription {}", stored.id(), e);
              }
            });
  }

  /** Returns what is due all the same, since the hub could not be asked; empty if nothing is. */
  private Optional<Subscription> giveUp(Subscription claimed, Instant now, Instant until) {
    FormerGrant former = claimed.former();
    if (former == null) {
      return Optional.empty();
    }
    return context
        .store()
        .replace(claimed, context.schedule().settled(claimed.withFormer(former.asked(now)), now))
        .flatMap(stored -> giveUp(stored, former, until));
  }

  private Optional<Subscription> giveUp(Subscription stored, FormerGrant former, Instant until) {
    try {
      dispatch.askToEndFormer(former.end(context.now()));
      return Optional.empty();
    } catch (HubException e) {
      LOG.debug(
          "Subscription {} has moved, and the hub that it left is asked again later",
          stored.id(),
          e);
    }
    return notGivenUp(stored, former, until);
  }

  /** Records that the hub could not be asked; content that came meanwhile does not hinder that. */
  private Optional<Subscription> notGivenUp(
      Subscription stored, FormerGrant former, Instant until) {
    Instant now = context.now();
    Optional<Subscription> current = Optional.of(stored);
    while (current.filter(each -> Objects.equals(each.former(), stored.former())).isPresent()) {
      Subscription asked = current.get();
      Subscription kept = context.schedule().notGivenUp(asked.withFormer(former), now);
      Instant due = kept.dueAt();
      boolean atOnce = due == null || !due.isAfter(now);
      Optional<Subscription> replaced =
          context.store().replace(asked, atOnce ? kept.withDueAt(until) : kept);
      if (replaced.isPresent()) {
        return replaced.filter(each -> atOnce);
      }
      current = context.store().findById(stored.id());
    }
    return Optional.empty();
  }

  private static boolean hasEnded(Subscription claimed, Instant now) {
    boolean told =
        claimed.state() != SubscriptionState.ACTIVE && claimed.state() != SubscriptionState.DENIED;
    return !told && claimed.lease() != null && !claimed.isAliveAt(now);
  }

  /** Returns what is to be renewed at once; empty if that is not yet due, or somebody else's. */
  private Optional<Subscription> expire(Subscription claimed, Instant now, Instant until) {
    Subscription expired = context.schedule().expired(claimed.expired(), now);
    Instant due = expired.dueAt();
    boolean atOnce = due == null || !due.isAfter(now);
    Optional<Subscription> stored =
        context.store().replace(claimed, atOnce ? expired.withDueAt(until) : expired);
    stored.ifPresent(context.announcer()::expired);
    return stored.filter(current -> atOnce);
  }

  private void renew(Subscription claimed) {
    Instant now = context.now();
    Subscription next = noted(claimed, now);
    URI hub = next.openRequest().map(PendingIntent::hub).orElse(next.hub());
    Optional<Instant> alone = context.breakers().openUntil(hub, now);
    if (alone.isPresent() && next.attempts() < TopicLookup.TRIES_PER_HUB) {
      postpone(claimed, next, now, alone.get());
      return;
    }
    Renewal renewal = lookup.forRenewal(next);
    Optional<Instant> closed = context.breakers().blockedUntil(renewal.target().hub(), now);
    if (closed.isPresent()) {
      postpone(claimed, next, now, closed.get());
      return;
    }
    if (!subscriptions.renewClaimed(claimed, next, renewal)) {
      stillClaimed(claimed)
          .ifPresent(
              again -> subscriptions.renewClaimed(again, noted(again, context.now()), renewal));
    }
  }

  /**
   * Leaves the hub alone, since it fails for others. That counts as an attempt: so it comes to the
   * turn of the next hub, if there is one.
   */
  private void postpone(Subscription claimed, Subscription next, Instant now, Instant until) {
    Subscription later = next.withAttempts(next.attempts() + 1);
    Subscription told =
        later.problem() == null ? later.withProblem("the hub fails, and is left alone") : later;
    context.store().replace(claimed, context.schedule().postponed(told, now, until));
  }

  /** Returns what was changed while the claim goes on, as by content that came. */
  private Optional<Subscription> stillClaimed(Subscription claimed) {
    return context
        .store()
        .findById(claimed.id())
        .filter(current -> Objects.equals(current.dueAt(), claimed.dueAt()))
        .filter(current -> current.state() == claimed.state());
  }

  /** Notes that the hub has not verified the open request in time. */
  private Subscription noted(Subscription claimed, Instant now) {
    PendingIntent open = claimed.pending();
    if (open == null || open.since().plus(context.renewals().unverifiedAfter()).isAfter(now)) {
      return claimed;
    }
    Subscription noted =
        claimed
            .withProblem("the hub did not verify the request of " + open.since())
            .withAttempts(claimed.attempts() + 1);
    context.announcer().unverified(noted);
    return noted;
  }
}
