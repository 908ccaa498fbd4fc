package org.pushj;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
 * @param callbackBase what stands before the token in that URL
 * @param secret the secret that the hub knows; null where content is not signed
 * @param state what last happened
 * @param lease what the hub granted last; null until the first verification
 * @param pending the request that waits for its verification; null if none does
 * @param former what was granted before, at another place or with another secret, and still counts;
 *     null if nothing
 * @param problem why the last request did not succeed, in words; null if it did
 * @param attempts how many requests in a row did not succeed, 0 or more
 * @param dueAt when there is work to do on it, as a renewal; null if there is none
 * @param lastUpdateAt when content came last, to the hour or better; null if none ever did
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
    URI callbackBase,
    @Nullable Secret secret,
    SubscriptionState state,
    @Nullable Lease lease,
    @Nullable PendingIntent pending,
    @Nullable FormerGrant former,
    @Nullable String problem,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Instant lastUpdateAt,
    Instant createdAt,
    long version) {
  /** How long a problem is at most, in characters; what goes beyond is cut. */
  public static final int MAX_PROBLEM = 1000;

  /**
   * Cuts the problem to its length.
   *
   * @throws IllegalArgumentException if there are fewer than 0 attempts
   */
  public Subscription {
    if (problem != null && problem.length() > MAX_PROBLEM) {
      problem = problem.substring(0, MAX_PROBLEM);
    }
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts: 0 or more is possible, not " + attempts);
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
        intent.callbackBase(),
        intent.secret(),
        SubscriptionState.PENDING,
        null,
        intent,
        null,
        null,
        0,
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
    return with(
        next -> {
          next.request = request;
          next.state =
              isAliveAt(intent.since()) ? SubscriptionState.ACTIVE : SubscriptionState.PENDING;
          next.pending = intent;
          next.former = former != null && former.isAliveAt(intent.since()) ? former : null;
        });
  }

  /**
   * Returns the subscription as it is when an unsubscribe request is about to be sent. Its lease
   * still runs.
   */
  public Subscription unsubscribing(Instant now) {
    PendingIntent intent =
        new PendingIntent(IntentKind.UNSUBSCRIBE, topic, hub, callback, callbackBase, secret, now);
    return with(
        next -> {
          next.state = SubscriptionState.UNSUBSCRIBING;
          next.pending = intent;
          next.problem = null;
          next.attempts = 0;
        });
  }

  /**
   * Returns the subscription that the hub has verified (W3C WebSub section 5.3.1): active, with the
   * new lease. Where the open request was verified, its topic, hub, callback and secret are now the
   * subscription's own; what was granted before, and is another, becomes {@link #former()}. Where
   * the hub re-checked what it had granted before, the open request stays open.
   *
   * @param inquiry what the hub asked about
   * @param granted the new lease
   */
  public Subscription verified(HubVerification inquiry, Lease granted) {
    PendingIntent open = pending;
    boolean opened = inquiry.belongsTo(open, IntentKind.SUBSCRIBE);
    return with(
        next -> {
          next.state = SubscriptionState.ACTIVE;
          next.lease = granted;
          next.problem = null;
          next.attempts = 0;
          if (open != null && opened) {
            next.take(open, granted.startsAt());
          }
        });
  }

  /**
   * Returns the subscription after the hub's denial (W3C WebSub section 5.2). A denial carries no
   * signature, so it is a report: a lease that runs goes on, and the wish to unsubscribe stays. An
   * open request ends if it is the one that is denied, and did not succeed; one to another hub does
   * not. After the end of a lease was told, a denial leaves no lease to go on: the state is {@link
   * SubscriptionState#FAILED}.
   *
   * @param inquiry what the hub denied
   * @param reason why, in words
   */
  public Subscription denied(HubVerification inquiry, String reason) {
    PendingIntent open = pending;
    boolean over = inquiry.belongsTo(open, IntentKind.SUBSCRIBE);
    boolean ending = state == SubscriptionState.UNSUBSCRIBING;
    boolean runs =
        lease == null || state == SubscriptionState.ACTIVE || state == SubscriptionState.DENIED;
    return with(
        next -> {
          next.problem = reason;
          if (!ending) {
            next.state = runs ? SubscriptionState.DENIED : SubscriptionState.FAILED;
            next.pending = over ? null : open;
            next.attempts = over ? attempts + 1 : attempts;
          }
        });
  }

  /**
   * Returns the subscription after the hub has refused the open request: it can no longer be
   * verified. A lease that runs goes on; otherwise the state is {@link SubscriptionState#FAILED}.
   */
  public Subscription refused(String why, Instant now) {
    return with(
        next -> {
          next.state = isAliveAt(now) ? SubscriptionState.ACTIVE : SubscriptionState.FAILED;
          next.pending = null;
          next.problem = why;
          next.attempts = attempts + 1;
        });
  }

  /**
   * Returns the subscription after a request whose fate is unknown, since the hub gave no answer.
   * It may still verify, so the request stays open. A lease that runs goes on.
   */
  public Subscription unanswered(String why, Instant now) {
    boolean keep = isAliveAt(now) || state == SubscriptionState.UNSUBSCRIBING;
    return with(
        next -> {
          next.state = keep ? state : SubscriptionState.FAILED;
          next.problem = why;
          next.attempts = attempts + 1;
        });
  }

  /**
   * Returns the subscription after its lease has ended (W3C WebSub section 5.3.1). An open request
   * stays open.
   */
  public Subscription expired() {
    return with(next -> next.state = SubscriptionState.EXPIRED);
  }

  /**
   * Returns the subscription after content has come.
   *
   * @param now when it came
   * @param at the token of the callback URL at which it came
   * @param signedWith the secret that signed it; null if it is not signed. A hub that uses the
   *     secret of now has given up the one before.
   */
  public Subscription heard(Instant now, CallbackToken at, @Nullable Secret signedWith) {
    FormerGrant before = former;
    boolean shown =
        before != null
            && before.callback().equals(callback)
            && callback.equals(at)
            && Objects.equals(secret, signedWith);
    return with(
        next -> {
          next.lastUpdateAt = now;
          next.former = shown ? null : before;
        });
  }

  /** Returns the subscription with another note of what was granted before; null for nothing. */
  public Subscription withFormer(@Nullable FormerGrant former) {
    return with(next -> next.former = former);
  }

  /** Returns the subscription with another note of what went wrong; nothing else changes. */
  public Subscription withProblem(@Nullable String why) {
    return with(next -> next.problem = why);
  }

  /** Returns the subscription with another number of requests that did not succeed in a row. */
  public Subscription withAttempts(int attempts) {
    return with(next -> next.attempts = attempts);
  }

  /** Returns the subscription with another time at which work is due; null for never. */
  public Subscription withDueAt(@Nullable Instant dueAt) {
    return with(next -> next.dueAt = dueAt);
  }

  /** Returns the subscription with the version that a store gives it. */
  public Subscription withVersion(long version) {
    return with(next -> next.version = version);
  }

  /** Returns the subscription with its open request sent without a secret. */
  public Subscription withoutPendingSecret() {
    PendingIntent open = pending;
    return open == null ? this : with(next -> next.pending = open.withoutSecret());
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

  /** Returns the open request, if there is one. */
  public Optional<PendingIntent> openRequest() {
    return Optional.ofNullable(pending);
  }

  private Subscription with(Consumer<SubscriptionDraft> change) {
    SubscriptionDraft next = new SubscriptionDraft(this);
    change.accept(next);
    return next.done();
  }
}
