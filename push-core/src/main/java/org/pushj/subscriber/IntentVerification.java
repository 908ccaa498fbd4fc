package org.pushj.subscriber;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.HubVerification;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.PendingIntent;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.base.Texts;
import org.pushj.hub.HubMode;

/**
 * Answers a hub's GET: the verification of an intent (W3C WebSub section 5.3), or a denial (section
 * 5.2).
 *
 * <ol>
 *   <li>the query must be well-formed: otherwise 400, and nothing changes;
 *   <li>mode and topic must be ones that we asked for, or still want: otherwise 404, and nothing
 *       changes;
 *   <li>the next state is stored, if the subscription is still what was looked at; a lost race
 *       decides once more;
 *   <li>only then is the hub told: 200, with the bytes of its challenge;
 *   <li>and the application.
 * </ol>
 */
final class IntentVerification {
  private static final int MAX_ATTEMPTS = 10;
  private static final int COME_AGAIN_SECONDS = 5;

  private final SubscriberContext context;

  IntentVerification(SubscriberContext context) {
    this.context = context;
  }

  CallbackResponse answer(Subscription found, CallbackToken at, @Nullable String rawQuery) {
    Optional<CallbackQuery> query = CallbackQuery.parse(rawQuery);
    if (query.isEmpty()) {
      return malformed("The query is not well-formed, or has a parameter twice.");
    }
    Optional<String> mode = query.get().get("hub.mode");
    if (mode.isEmpty() || query.get().get("hub.topic").isEmpty()) {
      return malformed("hub.mode and hub.topic are required.");
    }
    Optional<HubMode> known = HubMode.ofWire(mode.get());
    if (known.isEmpty() || known.get() == HubMode.PUBLISH) {
      return malformed("hub.mode is none of subscribe, unsubscribe and denied.");
    }
    if (known.get() != HubMode.DENIED
        && query.get().get("hub.challenge").filter(c -> !c.isEmpty()).isEmpty()) {
      return malformed("hub.challenge is required.");
    }
    return decide(found, at, known.get(), query.get());
  }

  private CallbackResponse decide(
      Subscription found, CallbackToken at, HubMode mode, CallbackQuery query) {
    Optional<Subscription> current = Optional.of(found);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<String> topic = current.flatMap(subscription -> topic(subscription, query));
      if (current.isEmpty() || topic.isEmpty()) {
        return unwanted();
      }
      HubVerification inquiry = new HubVerification(at, topic.get());
      Optional<CallbackResponse> answer =
          switch (mode) {
            case SUBSCRIBE -> subscribe(current.get(), inquiry, query);
            case UNSUBSCRIBE -> unsubscribe(current.get(), inquiry, query);
            case DENIED -> deny(current.get(), inquiry, query);
            case PUBLISH -> throw new IllegalStateException("refused before");
          };
      if (answer.isPresent()) {
        return answer.get();
      }
      Subscription seen = current.get();
      current = context.store().findByCallback(at);
      if (current.filter(now -> now.version() == seen.version()).isPresent()) {
        return taken(seen);
      }
    }
    return CallbackResponse.comeAgain(
        COME_AGAIN_SECONDS, "The subscription is being changed too often.");
  }

  private Optional<CallbackResponse> subscribe(
      Subscription current, HubVerification inquiry, CallbackQuery query) {
    if (!inquiry.isConfirmedBy(current, IntentKind.SUBSCRIBE, context.now())) {
      return Optional.of(unwanted());
    }
    Lease running = current.callback().equals(inquiry.callback()) ? current.lease() : null;
    Lease lease = context.renewals().grant(query.get("hub.lease_seconds"), context.now(), running);
    return context
        .store()
        .replace(
            current, context.schedule().settled(current.verified(inquiry, lease), context.now()))
        .map(
            stored -> {
              context.announcer().verified(current, stored, lease);
              return confirmed(query);
            });
  }

  private Optional<CallbackResponse> unsubscribe(
      Subscription current, HubVerification inquiry, CallbackQuery query) {
    if (inquiry.endsFormerOf(current)) {
      return context
          .store()
          .replace(current, current.withFormer(null))
          .map(stored -> confirmed(query));
    }
    if (!inquiry.isConfirmedBy(current, IntentKind.UNSUBSCRIBE, context.now())) {
      return Optional.of(unwanted());
    }
    if (!context.store().remove(current)) {
      return Optional.empty();
    }
    context.announcer().unsubscribed(current);
    return Optional.of(confirmed(query));
  }

  private Optional<CallbackResponse> deny(
      Subscription current, HubVerification inquiry, CallbackQuery query) {
    if (!inquiry.isAbout(current)) {
      return Optional.of(unwanted());
    }
    String reason = withoutSecrets(query.get("hub.reason").orElse(""), current, inquiry);
    String problem =
        Announcer.DENIED + (reason.isBlank() ? "" : ": " + Texts.printable(reason.strip()));
    return context
        .store()
        .replace(current, denied(current, current.denied(inquiry, problem)))
        .map(
            stored -> {
              context.announcer().denied(current, stored, reason);
              return CallbackResponse.text(CallbackResponse.OK, "");
            });
  }

  /**
   * Returns the denied subscription with the time of the next request. A denial that answers none
   * makes it no later, however often it comes.
   */
  private Subscription denied(Subscription before, Subscription denied) {
    if (before.state() == SubscriptionState.UNSUBSCRIBING) {
      return denied;
    }
    Subscription again = context.schedule().failed(denied, context.now(), Optional.empty());
    boolean answers = before.pending() != null && denied.pending() == null;
    return answers || isSooner(again.dueAt(), before.dueAt()) ? again : denied;
  }

  private static boolean isSooner(@Nullable Instant one, @Nullable Instant other) {
    return other == null || (one != null && one.isBefore(other));
  }

  /**
   * Ends a move to a topic that another subscription has got meanwhile: nobody changed this one,
   * and yet it could not be replaced. What it had before goes on.
   */
  private CallbackResponse taken(Subscription current) {
    Instant now = context.now();
    Subscription refused = current.refused(HubRequests.TOPIC_TAKEN, now);
    context.store().replace(current, context.schedule().failed(refused, now, Optional.empty()));
    return unwanted();
  }

  /** Finds the topic of the subscription that the query names. */
  private static Optional<String> topic(Subscription subscription, CallbackQuery query) {
    return Stream.concat(
            subscription.openRequest().map(PendingIntent::topic).stream(),
            Stream.concat(
                Stream.of(subscription.topic()),
                Optional.ofNullable(subscription.former()).map(FormerGrant::topic).stream()))
        .map(Object::toString)
        .filter(query::isAboutTopic)
        .findFirst();
  }

  /** Keeps from the log what hubs like to repeat: the callback URL, or even the whole form. */
  private static String withoutSecrets(
      String text, Subscription subscription, HubVerification inquiry) {
    PendingIntent open = subscription.pending();
    FormerGrant former = subscription.former();
    String masked = inquiry.callback().maskedIn(text);
    for (Secret secret :
        Arrays.asList(
            subscription.secret(),
            open == null ? null : open.secret(),
            former == null ? null : former.secret())) {
      masked = secret == null ? masked : secret.maskedIn(masked);
    }
    return masked;
  }

  private static CallbackResponse confirmed(CallbackQuery query) {
    return CallbackResponse.text(CallbackResponse.OK, query.get("hub.challenge").orElseThrow());
  }

  private static CallbackResponse malformed(String why) {
    return CallbackResponse.text(CallbackResponse.BAD_REQUEST, why);
  }

  private static CallbackResponse unwanted() {
    return CallbackResponse.text(
        CallbackResponse.NOT_FOUND, "Nothing of this kind was asked for here.");
  }
}
