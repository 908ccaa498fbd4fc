package org.pushj.lifecycle;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.PushException;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.platform.Randomness;
import org.pushj.spi.HubClient;

/**
 * What can happen to a subscription. The families say where events come from; each has a class that
 * decides what follows.
 */
public sealed interface Event {

  /** Calls the decision of this event. */
  Transition on(Lifecycle machine, Subscription current, Instant now);

  /** An intent of the application or an operator; see {@link OnIntent}. */
  sealed interface Intent extends Event {}

  /** The outcome of a look-up; see {@link OnLookUp}. */
  sealed interface LookUpOutcome extends Event {}

  /** A hub's answer to a request of this node; see {@link OnHubAnswer}. */
  sealed interface HubAnswer extends Event {}

  /** A hub's request to the callback; see {@link OnHubCall}. */
  sealed interface HubCall extends Event {}

  /** Due work, or a change of when it is due; see {@link OnDue}. */
  sealed interface Timer extends Event {}

  /** The intents without details. */
  enum Action implements Intent {
    /** The application requests a new lease now. */
    RENEW,
    /** An operator requests another try now of what failed or waits. */
    RETRY,
    /** An operator allows no requests to hubs until the subscription is resumed. */
    PAUSE,
    /** An operator ends the pause. */
    RESUME,
    /** The application unsubscribes. */
    UNSUBSCRIBE,
    /** The application removes the subscription, whatever its hub answers. */
    FORGET;

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.intents.action(current, this, now);
    }
  }

  /**
   * The application subscribes, and leaves the look-up to background work.
   *
   * @param dueAt when the look-up is due on any node
   */
  record SubscribeLater(SubscriptionRequest request, Instant dueAt) implements Intent {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.intents.subscribeLater(current, this);
    }
  }

  /**
   * The application subscribes, and waits; topic and hub were looked up.
   *
   * @param onlyNew whether a subscription that is wanted already keeps its request
   */
  record SubscribeNow(SubscriptionRequest request, Found found, boolean onlyNew) implements Intent {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.intents.subscribeNow(current, this, now);
    }
  }

  /**
   * Topic and hub were found.
   *
   * @param target what to ask for
   * @param newCallback whether this hub has to see a new callback at each renewal
   * @param claimedUntil the end of the claim; null if an application waits
   */
  record Found(Target target, Fresh fresh, boolean newCallback, @Nullable Instant claimedUntil)
      implements LookUpOutcome {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.lookUps.found(current, this, now);
    }
  }

  /**
   * A callback and a secret that no hub knows yet. An event brings them, so that its decision
   * depends on nothing else.
   *
   * @param callback a token for the callback URL
   * @param secret a secret
   */
  record Fresh(CallbackToken callback, Secret secret) {
    private static final int TOKEN_BYTES = 24;
    private static final int SECRET_BYTES = 32;

    /** Draws both, as {@link CallbackToken#random} and {@link Secret#random} do. */
    static Fresh from(Randomness randomness) {
      return new Fresh(
          new CallbackToken(randomness.base64(TOKEN_BYTES)),
          new Secret(randomness.base64(SECRET_BYTES)));
    }
  }

  /** No topic and hub were found. */
  record NotFound(PushException why) implements LookUpOutcome {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.lookUps.notFound(current, this, now);
    }
  }

  /**
   * The circuit breaker of its hub is open.
   *
   * @param until when the hub may be asked again
   * @param claimedUntil the end of the claim
   */
  record Blocked(Instant until, Instant claimedUntil) implements LookUpOutcome {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.lookUps.blocked(current, this, now);
    }
  }

  /** The hub accepted the request. */
  record Answered(Effect.Ask ask, HubClient.Reply reply) implements HubAnswer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.answers.answered(current, this, now);
    }
  }

  /** The hub did not accept the request, or it is unknown whether it did. */
  record Failed(Effect.Ask ask, HubException cause) implements HubAnswer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.answers.failed(current, this, now);
    }
  }

  /** The hub of a former grant was not reached, or refused to end it. */
  record FormerFailed(Grant.Former former) implements HubAnswer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.answers.formerFailed(current, this, now);
    }
  }

  /**
   * A hub verifies an intent (W3C WebSub section 5.3).
   *
   * @param leaseSeconds the {@code hub.lease_seconds}, unchanged
   */
  record Verifies(HubVerification about, IntentKind kind, Optional<String> leaseSeconds)
      implements HubCall {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.calls.verifies(current, this, now);
    }
  }

  /**
   * A hub denies the subscription (W3C WebSub section 5.2).
   *
   * @param reason the hub's words, without anything secret
   */
  record Denies(HubVerification about, String reason) implements HubCall {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.calls.denies(current, this, now);
    }
  }

  /**
   * Content was delivered and accepted (W3C WebSub section 7).
   *
   * @param at the token of the callback URL
   * @param signedWith the secret that signed it; null if none did
   */
  record Delivered(CallbackToken at, @Nullable Secret signedWith) implements HubCall {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.calls.delivered(current, this, now);
    }
  }

  /**
   * Work is due, and it was claimed.
   *
   * @param claimedUntil the end of the claim, which is the due time for now
   */
  record Due(Instant claimedUntil) implements Timer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.due.due(current, this, now);
    }
  }

  /**
   * Work is due, it was claimed, and it is put back: its hub got as many requests as it may for
   * now, or the node ends.
   *
   * @param until when it is due again
   * @param claimedUntil the end of the claim
   */
  record Held(Instant until, Instant claimedUntil) implements Timer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.due.held(current, this, now);
    }
  }

  /** Work becomes due at this time, unless it is due earlier. */
  record Hastened(Instant dueAt) implements Timer {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return machine.due.hastened(current, this);
    }
  }
}
