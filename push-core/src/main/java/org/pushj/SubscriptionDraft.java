package org.pushj;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a transition changes, each by its name; what it does not touch stays as it was. */
final class SubscriptionDraft {
  private final Subscription before;
  SubscriptionRequest request;
  URI topic;
  URI hub;
  CallbackToken callback;
  URI callbackBase;
  @Nullable Secret secret;
  SubscriptionState state;
  @Nullable Lease lease;
  @Nullable PendingIntent pending;
  @Nullable FormerGrant former;
  @Nullable String problem;
  int attempts;
  @Nullable Instant dueAt;
  @Nullable Instant lastUpdateAt;
  long version;

  SubscriptionDraft(Subscription before) {
    this.before = before;
    this.request = before.request();
    this.topic = before.topic();
    this.hub = before.hub();
    this.callback = before.callback();
    this.callbackBase = before.callbackBase();
    this.secret = before.secret();
    this.state = before.state();
    this.lease = before.lease();
    this.pending = before.pending();
    this.former = before.former();
    this.problem = before.problem();
    this.attempts = before.attempts();
    this.dueAt = before.dueAt();
    this.lastUpdateAt = before.lastUpdateAt();
    this.version = before.version();
  }

  /**
   * Makes what was asked for in {@code intent} the subscription's own. What it had before, if it is
   * another and its lease runs, still counts.
   */
  void take(PendingIntent intent, Instant now) {
    Lease running = before.lease();
    if (running != null && running.isAliveAt(now) && !isSame(intent)) {
      former = new FormerGrant(topic, hub, callback, callbackBase, secret, running.endsAt(), null);
    }
    topic = intent.topic();
    hub = intent.hub();
    callback = intent.callback();
    callbackBase = intent.callbackBase();
    secret = intent.secret();
    pending = null;
  }

  private boolean isSame(PendingIntent intent) {
    return intent.callback().equals(callback)
        && intent.callbackBase().equals(callbackBase)
        && intent.topic().toString().equals(topic.toString())
        && intent.hub().toString().equals(hub.toString())
        && Objects.equals(intent.secret(), secret);
  }

  Subscription done() {
    return new Subscription(
        before.id(),
        request,
        topic,
        hub,
        callback,
        callbackBase,
        secret,
        state,
        lease,
        pending,
        former,
        problem,
        attempts,
        dueAt,
        lastUpdateAt,
        before.createdAt(),
        version);
  }
}
