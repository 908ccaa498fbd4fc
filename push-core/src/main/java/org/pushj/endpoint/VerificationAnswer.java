package org.pushj.endpoint;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackResponse;
import org.pushj.lifecycle.Event;
import org.pushj.lifecycle.HubVerification;
import org.pushj.lifecycle.Lifecycles;

/**
 * Answers a hub's GET: the verification of an intent (W3C WebSub section 5.3), or a denial (section
 * 5.2).
 *
 * <ol>
 *   <li>the query must be well-formed: otherwise 400, and nothing changes;
 *   <li>the topic must be one of this callback: otherwise 404, and nothing changes;
 *   <li>what the hub says is an event: what follows from it is committed;
 *   <li>only then is the hub told: 200, with the bytes of its challenge; or 404 if it was not
 *       asked;
 *   <li>and after that the application, off the hub's request.
 * </ol>
 */
final class VerificationAnswer {
  private final Lifecycles lifecycles;
  private final Executor listeners;

  VerificationAnswer(Lifecycles lifecycles, Executor listeners) {
    this.lifecycles = lifecycles;
    this.listeners = listeners;
  }

  CallbackExchange to(Subscription found, CallbackToken at, @Nullable String rawQuery) {
    Optional<CallbackQuery> query = CallbackQuery.parse(rawQuery);
    if (query.isEmpty()) {
      return malformed("The query is not well-formed, or has a parameter twice.");
    }
    Optional<String> mode = query.get().get("hub.mode");
    if (mode.isEmpty() || query.get().get("hub.topic").isEmpty()) {
      return malformed("hub.mode and hub.topic are required.");
    }
    Optional<String> challenge = query.get().get("hub.challenge").filter(c -> !c.isEmpty());
    return switch (mode.get()) {
      case "denied" ->
          answer(found, at, query.get(), "", about -> denial(found, about, query.get()));
      case "subscribe", "unsubscribe" ->
          challenge.isEmpty()
              ? malformed("hub.challenge is required.")
              : answer(
                  found,
                  at,
                  query.get(),
                  challenge.get(),
                  about -> verification(mode.get(), about, query.get()));
      default -> malformed("hub.mode must be subscribe, unsubscribe or denied.");
    };
  }

  private CallbackExchange answer(
      Subscription found, CallbackToken at, CallbackQuery query, String body, ToEvent event) {
    Optional<String> topic = topic(found, query);
    if (topic.isEmpty()) {
      return unwanted();
    }
    Lifecycles.Committed change =
        lifecycles.commit(found, event.of(new HubVerification(at, topic.get())));
    Runnable afterwards =
        change.effects().isEmpty()
            ? () -> {}
            : () -> listeners.execute(() -> lifecycles.carryOut(change));
    return change.recognized()
        ? CallbackExchange.answered(Answers.text(Answers.OK, body), afterwards)
        : CallbackExchange.answered(unwantedResponse(), afterwards);
  }

  private static Event verification(String mode, HubVerification about, CallbackQuery query) {
    IntentKind kind = mode.equals("subscribe") ? IntentKind.SUBSCRIBE : IntentKind.UNSUBSCRIBE;
    return new Event.Verifies(about, kind, query.get("hub.lease_seconds"));
  }

  private static Event denial(Subscription found, HubVerification about, CallbackQuery query) {
    String reason = query.get("hub.reason").orElse("");
    return new Event.Denies(about, withoutSecrets(reason, found, about));
  }

  /** Finds the topic of the subscription that the query names. */
  private static Optional<String> topic(Subscription subscription, CallbackQuery query) {
    Grant grant = subscription.grant();
    Grant.Former former = subscription.former();
    OpenRequest open = subscription.open();
    return Stream.of(
            Optional.ofNullable(open).map(OpenRequest::topic),
            Optional.ofNullable(grant).map(each -> each.registration().topic()),
            Optional.ofNullable(former).map(Grant.Former::topic))
        .flatMap(Optional::stream)
        .map(Object::toString)
        .filter(query::isAboutTopic)
        .findFirst();
  }

  /** Keeps from the log what hubs like to repeat: the callback URL, or even the whole form. */
  private static String withoutSecrets(
      String text, Subscription subscription, HubVerification about) {
    Grant grant = subscription.grant();
    OpenRequest open = subscription.open();
    Grant.Former former = subscription.former();
    String masked = about.callback().maskedIn(text);
    for (Secret secret :
        Arrays.asList(
            grant == null ? null : grant.registration().secret(),
            open == null ? null : open.secret(),
            former == null ? null : former.secret())) {
      masked = secret == null ? masked : secret.maskedIn(masked);
    }
    return masked;
  }

  private static CallbackExchange malformed(String why) {
    return CallbackExchange.answered(Answers.text(Answers.BAD_REQUEST, why));
  }

  private static CallbackExchange unwanted() {
    return CallbackExchange.answered(unwantedResponse());
  }

  private static CallbackResponse unwantedResponse() {
    return Answers.text(Answers.NOT_FOUND, "No matching request is pending.");
  }

  /** Makes the event of what a hub asks about. */
  private interface ToEvent {
    Event of(HubVerification about);
  }
}
