package org.pushj.lifecycle;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.DiscoveryException;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.Target;
import org.pushj.spi.HubClient;

/** What can happen: each event, in each variant that matters. */
enum EventVariant {
  SUBSCRIBE_LATER,
  SUBSCRIBE_LATER_OTHERWISE,
  SUBSCRIBE_NOW,
  RENEW,
  RETRY,
  PAUSE,
  RESUME,
  UNSUBSCRIBE,
  FORGET,
  DUE,
  DUE_FOR_ANOTHER_NODE,
  RELEASED,
  RELEASED_BY_ANOTHER_NODE,
  QUEUED,
  HASTENED,
  FOUND,
  FOUND_FOR_ANOTHER_NODE,
  FOUND_AT_ANOTHER_HUB,
  FOUND_WHILE_THE_APPLICATION_WAITS,
  NOT_FOUND,
  NOT_FETCHED,
  BLOCKED,
  ANSWERED_202,
  ANSWERED_204,
  ANSWERED_TO_ANOTHER_REQUEST,
  FAILED_WITH_503,
  FAILED_WITH_403,
  FAILED_WITH_403_TO_A_LEASE,
  FAILED_WITH_502,
  FAILED_FOR_ANOTHER_REQUEST,
  FORMER_TOOK_IT,
  FORMER_REFUSED,
  FORMER_FAILED,
  FORMER_BLOCKED,
  VERIFIES_THE_REQUEST,
  VERIFIES_THE_GRANT,
  VERIFIES_THE_END_OF_THE_GRANT,
  VERIFIES_THE_END_OF_THE_FORMER,
  VERIFIES_WHAT_NOBODY_ASKED_FOR,
  DENIES_THE_REQUEST,
  DENIES_THE_GRANT,
  DENIES_WHAT_NOBODY_ASKED_FOR,
  DELIVERED,
  DELIVERED_WITHOUT_SIGNATURE;

  private static final LookUpOutcome.Fresh FRESH =
      new LookUpOutcome.Fresh(new CallbackToken("f".repeat(32)), new Secret("f".repeat(32)));
  private static final URI HUB = Parts.HERE.hub();

  /** Returns why this cannot happen; empty if it can. */
  Optional<String> impossible(Subscription subscription) {
    Grant.Former former = subscription.former();
    boolean possible =
        switch (this) {
          case ANSWERED_202,
              ANSWERED_204,
              FAILED_WITH_503,
              FAILED_WITH_403,
              FAILED_WITH_403_TO_A_LEASE,
              FAILED_WITH_502,
              VERIFIES_THE_REQUEST,
              DENIES_THE_REQUEST ->
              subscription.open() != null;
          case VERIFIES_THE_GRANT, VERIFIES_THE_END_OF_THE_GRANT, DENIES_THE_GRANT ->
              subscription.grant() != null;
          case FORMER_TOOK_IT, FORMER_REFUSED, FORMER_FAILED, FORMER_BLOCKED ->
              former != null && former.isToBeEndedAt(Parts.NOW);
          case VERIFIES_THE_END_OF_THE_FORMER -> former != null;
          case DUE, RELEASED, QUEUED -> subscription.dueAt() != null;
          case DELIVERED -> subscription.registration().isPresent();
          default -> true;
        };
    return possible ? Optional.empty() : Optional.of(missing());
  }

  private String missing() {
    return switch (this) {
      case VERIFIES_THE_GRANT, VERIFIES_THE_END_OF_THE_GRANT, DENIES_THE_GRANT ->
          "nothing was granted";
      case FORMER_TOOK_IT, FORMER_REFUSED, FORMER_FAILED, FORMER_BLOCKED ->
          "no hub was asked to end a former grant";
      case VERIFIES_THE_END_OF_THE_FORMER -> "nothing was granted before";
      case DUE, RELEASED, QUEUED -> "nothing is due";
      case DELIVERED -> "no callback is known";
      default -> "no request is open";
    };
  }

  /** Returns the event as it happens to a subscription. */
  Event event(Subscription subscription) {
    return switch (this) {
      case SUBSCRIBE_LATER -> new Intent.SubscribeLater(Parts.REQUEST, Parts.NOW);
      case SUBSCRIBE_LATER_OTHERWISE ->
          new Intent.SubscribeLater(Parts.REQUEST.withAttribute("a", "b"), Parts.NOW);
      case SUBSCRIBE_NOW ->
          new Intent.SubscribeNow(Parts.REQUEST, found(Parts.HERE.target(), false), false);
      case RENEW -> Intent.Action.RENEW;
      case RETRY -> Intent.Action.RETRY;
      case PAUSE -> Intent.Action.PAUSE;
      case RESUME -> Intent.Action.RESUME;
      case UNSUBSCRIBE -> Intent.Action.UNSUBSCRIBE;
      case FORGET -> Intent.Action.FORGET;
      case DUE -> new Timer.Due(Parts.CLAIMED_UNTIL);
      case DUE_FOR_ANOTHER_NODE -> new Timer.Due(Parts.CLAIMED_UNTIL.plusSeconds(1));
      case RELEASED -> new Timer.Released(Parts.CLAIMED_UNTIL);
      case RELEASED_BY_ANOTHER_NODE -> new Timer.Released(Parts.CLAIMED_UNTIL.plusSeconds(1));
      case QUEUED -> new LookUpOutcome.Queued(Parts.HERE.target(), Parts.CLAIMED_UNTIL);
      case HASTENED -> new Timer.Hastened(Parts.NOW);
      case FOUND -> found(Parts.HERE.target(), true);
      case FOUND_FOR_ANOTHER_NODE ->
          new LookUpOutcome.Found(
              Parts.HERE.target(), false, FRESH, false, Parts.CLAIMED_UNTIL.plusSeconds(1));
      case FOUND_AT_ANOTHER_HUB -> found(Parts.THERE.target(), true);
      case FOUND_WHILE_THE_APPLICATION_WAITS -> found(Parts.HERE.target(), false);
      case NOT_FOUND -> new LookUpOutcome.NotFound(notFound(null));
      case NOT_FETCHED -> new LookUpOutcome.NotFound(notFound(new IOException("reset")));
      case BLOCKED ->
          new LookUpOutcome.Blocked(Parts.NOW.plus(Duration.ofHours(1)), Parts.CLAIMED_UNTIL);
      case ANSWERED_202 ->
          new HubAnswer.Answered(ask(subscription.open(), false), HubClient.Reply.ACCEPTED);
      case ANSWERED_204 ->
          new HubAnswer.Answered(ask(subscription.open(), false), HubClient.Reply.VERIFIED);
      case ANSWERED_TO_ANOTHER_REQUEST ->
          new HubAnswer.Answered(ask(null, false), HubClient.Reply.VERIFIED);
      case FAILED_WITH_503 -> failed(ask(subscription.open(), false), 503);
      case FAILED_WITH_403 -> failed(ask(subscription.open(), false), 403);
      case FAILED_WITH_403_TO_A_LEASE -> failed(ask(subscription.open(), true), 403);
      case FAILED_WITH_502 -> failed(ask(subscription.open(), false), 502);
      case FAILED_FOR_ANOTHER_REQUEST -> failed(ask(null, false), 403);
      case FORMER_TOOK_IT -> new HubAnswer.FormerAnswered(former(subscription), Optional.empty());
      case FORMER_REFUSED ->
          new HubAnswer.FormerAnswered(former(subscription), Optional.of(answered(404)));
      case FORMER_FAILED ->
          new HubAnswer.FormerAnswered(former(subscription), Optional.of(answered(503)));
      case FORMER_BLOCKED ->
          new HubAnswer.FormerBlocked(
              new Effect.AskFormer(former(subscription), former(subscription)),
              Parts.NOW.plus(Duration.ofHours(6)));
      case VERIFIES_THE_REQUEST ->
          subscription.open() == null
              ? verifies(FRESH.callback(), IntentKind.SUBSCRIBE)
              : verifies(subscription.open().callback(), subscription.open().kind());
      case VERIFIES_THE_GRANT -> verifies(ofGrant(subscription), IntentKind.SUBSCRIBE);
      case VERIFIES_THE_END_OF_THE_GRANT -> verifies(ofGrant(subscription), IntentKind.UNSUBSCRIBE);
      case VERIFIES_THE_END_OF_THE_FORMER ->
          verifies(former(subscription).callback(), IntentKind.UNSUBSCRIBE);
      case VERIFIES_WHAT_NOBODY_ASKED_FOR -> verifies(FRESH.callback(), IntentKind.SUBSCRIBE);
      case DENIES_THE_REQUEST ->
          denies(subscription.open() == null ? FRESH.callback() : subscription.open().callback());
      case DENIES_THE_GRANT -> denies(ofGrant(subscription));
      case DENIES_WHAT_NOBODY_ASKED_FOR -> denies(FRESH.callback());
      case DELIVERED_WITHOUT_SIGNATURE -> new HubCall.RefusedAsUnsigned(ofGrant(subscription));
      case DELIVERED -> new HubCall.Delivered();
    };
  }

  private static LookUpOutcome.Found found(Target target, boolean claimed) {
    return new LookUpOutcome.Found(
        target, false, FRESH, false, claimed ? Parts.CLAIMED_UNTIL : null);
  }

  private static DiscoveryException notFound(@Nullable Throwable cause) {
    return new DiscoveryException(Parts.REQUEST.resource(), "no hub", cause);
  }

  private static Effect.Ask ask(@Nullable OpenRequest open, boolean withLease) {
    OpenRequest asked =
        open == null
            ? new OpenRequest(IntentKind.SUBSCRIBE, Parts.HERE, Parts.NOW.minusSeconds(86_400))
            : open;
    return new Effect.Ask(asked, asked.withoutSecret(), asked.hub(), withLease);
  }

  private static Event failed(Effect.Ask ask, int status) {
    return new HubAnswer.Failed(ask, answered(status), Optional.empty());
  }

  private static HubException answered(int status) {
    return HubException.answered(HUB, status, "", "it answered " + status);
  }

  private static Grant.Former former(Subscription subscription) {
    Grant.Former former = subscription.former();
    return former == null ? new Grant.Former(Parts.THERE, Parts.NOW, Parts.NOW, null) : former;
  }

  private static CallbackToken ofGrant(Subscription subscription) {
    Grant grant = subscription.grant();
    return grant == null ? Parts.HERE.callback() : grant.registration().callback();
  }

  private static Event verifies(CallbackToken callback, IntentKind kind) {
    return new HubCall.Verifies(about(callback), kind, Optional.of("864000"));
  }

  private static Event denies(CallbackToken callback) {
    return new HubCall.Denies(about(callback), "not now");
  }

  private static HubVerification about(CallbackToken callback) {
    return new HubVerification(callback, Parts.REQUEST.resource().toString());
  }
}
