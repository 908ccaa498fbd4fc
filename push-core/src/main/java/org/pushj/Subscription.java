package org.pushj;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.PendingIntent.Kind;

/**
 * One subscription: what was asked for, what a hub has granted, and what is still open. Immutable;
 * each transition returns the next value and touches nothing else. A transition becomes true when a
 * store has replaced the old value by the new one.
 *
 * <p>Two things are kept apart. {@link #lease()} says whether content is accepted. {@link #state()}
 * says what last happened. So a denial or a refused renewal shows at once, and ends nothing that
 * runs.
 *
 * @param id the name of the subscription in the application
 * @param request what the application asked for; its resource is kept beside the topic, never
 *     replaced by it
 * @param topic the topic at the hub, to the letter (W3C WebSub section 4: the {@code self} link)
 * @param hub the hub, as it was advertised or given
 * @param callback the token in the callback URL that the hub knows
 * @param secret the secret that the hub knows; null where content is not signed
 * @param state what last happened
 * @param lease what the hub granted last; null until the first verification
 * @param pending the request that waits for its verification; null if none does
 * @param problem why the last request did not succeed, in words; null if it did
 * @param dueAt when there is work to do on it, as a renewal; null if there is none
 * @param createdAt when the subscription was made
 * @param version counts the changes in the store; a store compares it, and sets it
 * @since 0.1
 */
public record Subscription(
    SubscriptionId id,
    SubscriptionRequest request,
    URI topic,
    URI hub,
    CallbackToken callback,
    @Nullable Secret secret,
    SubscriptionState state,
    @Nullable Lease lease,
    @Nullable PendingIntent pending,
    @Nullable String problem,
    @Nullable Instant dueAt,
    Instant createdAt,
    long version) {
  /** How long a problem is at most, in characters; what goes beyond is cut. */
  public static final int LONGEST_PROBLEM = 1000;

  /** Cuts the problem to its length. */
  public Subscription {
    if (problem != null && problem.length() > LONGEST_PROBLEM) {
      problem = problem.substring(0, LONGEST_PROBLEM);
    }
  }

  /** Returns a new subscription whose first request is about to be sent. */
  public static Subscription requested(
      SubscriptionId id, SubscriptionRequest request, PendingIntent intent) {
    return new Subscription(
        id,
        request,
        intent.topic(),
        intent.hub(),
        intent.callback(),
        intent.secret(),
        SubscriptionState.PENDING,
        null,
        intent,
        null,
        null,
        intent.since(),
        0);
  }

  /**
   * Returns the subscription as it is when a subscribe request is about to be sent: a renewal, or a
   * new attempt.
   */
  public Subscription subscribing(SubscriptionRequest request, PendingIntent intent) {
    SubscriptionState next =
        isAliveAt(intent.since()) ? SubscriptionState.ACTIVE : SubscriptionState.PENDING;
    return new Subscription(
        id, request, topic, hub, callback, secret, next, lease, intent, problem, dueAt, createdAt,
        version);
  }

  /**
   * Returns the subscription as it is when an unsubscribe request is about to be sent. Its lease
   * still runs.
   */
  public Subscription unsubscribing(Instant now) {
    PendingIntent intent = new PendingIntent(Kind.UNSUBSCRIBE, topic, hub, callback, secret, now);
    return with(SubscriptionState.UNSUBSCRIBING, lease, intent, null);
  }

  /**
   * Returns the subscription that the hub has verified (W3C WebSub section 5.3.1): active, with the
   * new lease. Where the open request was verified, its topic, hub, callback and secret are now the
   * subscription's own. Where the hub re-checked what it had granted before, the open request stays
   * open.
   *
   * @param at the token of the callback URL at which the hub asked
   * @param topic the topic that it asked about
   * @param granted the new lease
   */
  public Subscription verified(CallbackToken at, String topic, Lease granted) {
    PendingIntent open = pending;
    if (open == null || !open.isConfirmedBy(Kind.SUBSCRIBE, at, topic)) {
      return with(SubscriptionState.ACTIVE, granted, open, null);
    }
    return new Subscription(
        id,
        request,
        open.topic(),
        open.hub(),
        open.callback(),
        open.secret(),
        SubscriptionState.ACTIVE,
        granted,
        null,
        null,
        null,
        createdAt,
        version);
  }

  /**
   * Returns the subscription after the hub's denial (W3C WebSub section 5.2). A denial carries no
   * signature, so it is a report: a lease that runs goes on, and the wish to unsubscribe stays. An
   * open request ends if it is the one that is denied; one to another hub does not.
   *
   * @param at the token of the callback URL at which the hub denied
   * @param topic the topic that it denied
   * @param reason why, in words
   */
  public Subscription denied(CallbackToken at, String topic, String reason) {
    if (state == SubscriptionState.UNSUBSCRIBING) {
      return with(state, lease, pending, reason);
    }
    PendingIntent open = pending;
    boolean over = open != null && open.isConfirmedBy(Kind.SUBSCRIBE, at, topic);
    return with(SubscriptionState.DENIED, lease, over ? null : open, reason);
  }

  /**
   * Returns the subscription after the hub has refused the open request: it can no longer be
   * verified. A lease that runs goes on; otherwise the state is {@link SubscriptionState#FAILED}.
   */
  public Subscription refused(String why, Instant now) {
    return with(
        isAliveAt(now) ? SubscriptionState.ACTIVE : SubscriptionState.FAILED, lease, null, why);
  }

  /**
   * Returns the subscription after a request whose fate is unknown, since the hub gave no answer.
   * It may still verify, so the request stays open. A lease that runs goes on.
   */
  public Subscription unanswered(String why, Instant now) {
    boolean keep = isAliveAt(now) || state == SubscriptionState.UNSUBSCRIBING;
    return with(keep ? state : SubscriptionState.FAILED, lease, pending, why);
  }

  /** Returns the subscription with another note of what went wrong; nothing else changes. */
  public Subscription withProblem(@Nullable String why) {
    return with(state, lease, pending, why);
  }

  /** Returns the subscription with another time at which work is due; null for never. */
  public Subscription withDueAt(@Nullable Instant dueAt) {
    return new Subscription(
        id, request, topic, hub, callback, secret, state, lease, pending, problem, dueAt, createdAt,
        version);
  }

  /** Returns the subscription with the version that a store gives it. */
  public Subscription withVersion(long version) {
    return new Subscription(
        id, request, topic, hub, callback, secret, state, lease, pending, problem, dueAt, createdAt,
        version);
  }

  /** Returns the subscription with its open request sent without a secret. */
  public Subscription withoutPendingSecret() {
    PendingIntent open = pending;
    return open == null ? this : with(state, lease, open.withoutSecret(), problem);
  }

  /** Tells whether the lease runs, so that content is accepted. */
  public boolean isAliveAt(Instant now) {
    return lease != null && lease.isAliveAt(now);
  }

  /**
   * Returns the state with regard to the time: what was active is {@link SubscriptionState#EXPIRED}
   * after its lease.
   */
  public SubscriptionState stateAt(Instant now) {
    return state == SubscriptionState.ACTIVE && !isAliveAt(now) ? SubscriptionState.EXPIRED : state;
  }

  /**
   * Tells whether a hub's verification is to be confirmed (W3C WebSub section 5.3.1): it belongs to
   * the open request, or it is the hub's own re-check of a subscription that is active, so that
   * nothing that has ended or was denied comes back unasked.
   *
   * @param kind the mode that the hub asks about
   * @param at the token of the callback URL at which it asks
   * @param topic the topic that it asks about, compared to the letter
   */
  public boolean confirms(Kind kind, CallbackToken at, String topic, Instant now) {
    if (pending != null && pending.isConfirmedBy(kind, at, topic)) {
      return true;
    }
    return kind == Kind.SUBSCRIBE && isActiveAt(now) && matches(at, topic);
  }

  /**
   * Tells whether {@code topic} is one that this subscription has, or has asked for, at the
   * callback {@code at}.
   */
  public boolean isAbout(CallbackToken at, String topic) {
    return matches(at, topic)
        || (pending != null
            && pending.callback().equals(at)
            && pending.topic().toString().equals(topic));
  }

  /** Returns the open request, if there is one. */
  public Optional<PendingIntent> openRequest() {
    return Optional.ofNullable(pending);
  }

  private boolean isActiveAt(Instant now) {
    return stateAt(now) == SubscriptionState.ACTIVE;
  }

  private boolean matches(CallbackToken at, String topic) {
    return callback.equals(at) && this.topic.toString().equals(topic);
  }

  private Subscription with(
      SubscriptionState state,
      @Nullable Lease lease,
      @Nullable PendingIntent pending,
      @Nullable String problem) {
    return new Subscription(
        id, request, topic, hub, callback, secret, state, lease, pending, problem, dueAt, createdAt,
        version);
  }
}
