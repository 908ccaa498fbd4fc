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
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.platform.Randomness;
import org.pushj.spi.HubClient;

/** What can happen to a subscription. */
public sealed interface Event {

  /**
   * The application wants it, whatever it wanted before.
   *
   * @param dueAt when the look-up is due for others
   */
  record Wanted(SubscriptionRequest request, Instant dueAt) implements Event {}

  /**
   * The application wants it, and its topic and hub were looked up already.
   *
   * @param onlyNew whether what is wanted already keeps its request
   */
  record WantedAt(SubscriptionRequest request, Found found, boolean onlyNew) implements Event {}

  /** The application asks for a new lease now. */
  record Renew() implements Event {}

  /** An operator wants what failed, or waits, to be tried again now. */
  record Retry() implements Event {}

  /** An operator wants no hub to be asked until it is resumed. */
  record Pause() implements Event {}

  /** An operator wants work on what is paused to go on. */
  record Resume() implements Event {}

  /** The application no longer wants it. */
  record Unwanted() implements Event {}

  /** The application is done with it, whatever the hub says. */
  record Forgotten() implements Event {}

  /**
   * Work is due, and it was claimed.
   *
   * @param claimedUntil the end of the claim, which is the due time for now
   */
  record Due(Instant claimedUntil) implements Event {}

  /**
   * Work was claimed, and is left to others: the node ends.
   *
   * @param claimedUntil the end of the claim
   */
  record Released(Instant claimedUntil) implements Event {}

  /** Work is to be due at this time at the latest. */
  record Hastened(Instant dueAt) implements Event {}

  /**
   * Its topic and its hub were looked up.
   *
   * @param target what to ask for
   * @param newCallback whether this hub has to see a new callback at each renewal
   * @param claimedUntil the end of the claim; null if an application waits
   */
  record Found(Target target, Fresh fresh, boolean newCallback, @Nullable Instant claimedUntil)
      implements Event {}

  /**
   * A callback and a secret that no hub knows yet. An event brings them, so that what follows from
   * it depends on nothing else.
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
  record NotFound(PushException why) implements Event {}

  /**
   * Its hub fails, and is not asked for a while.
   *
   * @param until when it may be asked again
   * @param claimedUntil the end of the claim
   */
  record Blocked(Instant until, Instant claimedUntil) implements Event {}

  /**
   * Its hub, which is not the one in whose lane it was claimed, gets no more requests for now.
   *
   * @param target the topic and the hub that were found
   * @param claimedUntil the end of the claim
   */
  record Queued(Target target, Instant claimedUntil) implements Event {}

  /** The hub took the request. */
  record Answered(Effect.Ask ask, HubClient.Reply reply) implements Event {}

  /** The hub did not take the request, or it is unknown whether it did. */
  record Failed(Effect.Ask ask, HubException cause) implements Event {}

  /** The hub of a former grant was not reached, or did not want to end it. */
  record FormerFailed(Grant.Former former) implements Event {}

  /**
   * A hub verifies an intent (W3C WebSub section 5.3).
   *
   * @param leaseSeconds the {@code hub.lease_seconds}, to the letter
   */
  record Verifies(HubVerification about, IntentKind kind, Optional<String> leaseSeconds)
      implements Event {}

  /**
   * A hub denies the subscription (W3C WebSub section 5.2).
   *
   * @param reason the hub's words, without anything secret
   */
  record Denies(HubVerification about, String reason) implements Event {}

  /**
   * Content came, and was taken (W3C WebSub section 7).
   *
   * @param at the token of the callback URL
   * @param signedWith the secret that signed it; null if none did
   */
  record Came(CallbackToken at, @Nullable Secret signedWith) implements Event {}
}
