package org.pushj.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Registration;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.callback.CallbackExchange;
import org.pushj.contact.UnsureVerifications;
import org.pushj.contact.VerificationWatch;
import org.pushj.lifecycle.HubAsker;
import org.pushj.lifecycle.HubCall;
import org.pushj.lifecycle.HubVerification;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.Monitor;
import org.pushj.text.Texts;

/**
 * Answers a hub's GET: the verification of an intent (W3C WebSub section 5.3), or a denial (section
 * 5.2).
 *
 * <ol>
 *   <li>a {@link CallbackProbe} of the application itself is answered with its proof, and changes
 *       nothing; one that is not proven is taken for what any other request is;
 *   <li>the query must be well-formed, and its challenge fit to be repeated: otherwise 400, and
 *       nothing changes;
 *   <li>the topic must be one of this callback: otherwise 404, and nothing changes;
 *   <li>what the hub says is an event: what follows from it is committed;
 *   <li>only then is the hub told: 200, with the bytes of its challenge; or 404 if it was not
 *       asked; if it is unknown whether that was committed, 503, and the hub is asked again soon;
 *   <li>and after that the application, off the hub's request.
 * </ol>
 */
final class VerificationAnswer {
  private static final Set<String> MODES = Set.of("subscribe", "unsubscribe", "denied");

  /** The characters of a challenge, and how many (W3C WebSub section 5.3). */
  private static final Pattern CHALLENGE = Pattern.compile("[+\\-./0-9=A-Z_a-z]{1,1024}");

  /** Those that old hubs send besides: printable ASCII, without what begins or ends markup. */
  private static final Pattern OLD_CHALLENGE = Pattern.compile("[ -~&&[^<>]]{1,1024}");

  private final Lifecycles lifecycles;
  private final StoreCalls storeCalls;
  private final HubAsker hubs;
  private final Executor listeners;
  private final Pattern challenges;
  private final VerificationWatch verifications;
  private final UnsureVerifications unsure;
  private final Monitor monitor;

  VerificationAnswer(
      Lifecycles lifecycles,
      StoreCalls storeCalls,
      HubAsker hubs,
      Executor listeners,
      boolean takesOldChallenges,
      VerificationWatch verifications,
      UnsureVerifications unsure,
      Monitor monitor) {
    this.lifecycles = lifecycles;
    this.storeCalls = storeCalls;
    this.hubs = hubs;
    this.listeners = listeners;
    this.challenges = takesOldChallenges ? OLD_CHALLENGE : CHALLENGE;
    this.verifications = verifications;
    this.unsure = unsure;
    this.monitor = monitor;
  }

  CallbackExchange to(Subscription found, CallbackToken at, @Nullable String rawQuery) {
    if (rawQuery != null && CallbackProbe.isIn(rawQuery)) {
      Optional<CallbackProbe> probe = probe(found, at, rawQuery);
      if (probe.isPresent()) {
        return CallbackExchange.answered(Answers.proven(probe.get().answer()));
      }
    }
    Optional<CallbackQuery> parsed = CallbackQuery.parse(rawQuery);
    if (parsed.isEmpty()) {
      return malformed("The query is not well-formed, or has a parameter twice.");
    }
    CallbackQuery query = parsed.get();
    Optional<String> mode = query.get("hub.mode");
    if (mode.isEmpty() || query.get("hub.topic").isEmpty()) {
      return malformed("hub.mode and hub.topic are required.");
    }
    if (!MODES.contains(mode.get())) {
      return malformed("hub.mode must be subscribe, unsubscribe or denied.");
    }
    boolean denied = mode.get().equals("denied");
    String challenge = query.get("hub.challenge").orElse("");
    if (!denied && !challenges.matcher(challenge).matches()) {
      return malformed(
          "hub.challenge must have 1 to 1024 characters of +-./0-9=A-Z_a-z, and has "
              + challenge.length()
              + ", or others.");
    }
    Optional<String> topic =
        known(found).map(each -> each.topic().toString()).filter(query::isAboutTopic).findFirst();
    if (topic.isEmpty()) {
      return CallbackExchange.answered(Answers.NOT_ASKED_FOR);
    }
    HubVerification about = new HubVerification(at, topic.get());
    Lifecycles.Committed change = committed(found, event(mode.get(), about, found, query));
    if (change.recognized() && !denied) {
      verified(at, mode.get(), change);
    }
    return CallbackExchange.answered(
        !change.recognized()
            ? Answers.NOT_ASKED_FOR
            : denied ? Answers.TAKEN : Answers.confirmed(challenge),
        () -> tell(change));
  }

  /**
   * A commit that failed may have happened nevertheless, or happen when the hub was told already
   * that it failed.
   */
  private Lifecycles.Committed committed(Subscription found, HubCall event) {
    AtomicBoolean failed = new AtomicBoolean();
    try {
      return storeCalls.call(() -> committed(found, event, failed));
    } catch (StoreException e) {
      failed.set(true);
      addIfUnsure(found, event);
      throw e;
    }
  }

  private Lifecycles.Committed committed(Subscription found, HubCall event, AtomicBoolean failed) {
    try {
      return lifecycles.commit(found, event);
    } finally {
      if (failed.get()) {
        addIfUnsure(found, event);
      }
    }
  }

  private void addIfUnsure(Subscription found, HubCall event) {
    if (event instanceof HubCall.Verifies verifies && verifies.kind() == IntentKind.SUBSCRIBE) {
      unsure.add(found.id());
    }
  }

  private Optional<CallbackProbe> probe(Subscription found, CallbackToken at, String rawQuery) {
    return known(found)
        .filter(each -> each.callback().equals(at))
        .flatMap(each -> CallbackProbe.read(rawQuery, each, lifecycles.now()).stream())
        .findFirst();
  }

  private HubCall event(
      String mode, HubVerification about, Subscription found, CallbackQuery query) {
    return switch (mode) {
      case "denied" ->
          new HubCall.Denies(about, reason(query.get("hub.reason").orElse(""), found, about));
      case "subscribe" ->
          new HubCall.Verifies(about, IntentKind.SUBSCRIBE, query.get("hub.lease_seconds"));
      default ->
          new HubCall.Verifies(about, IntentKind.UNSUBSCRIBE, query.get("hub.lease_seconds"));
    };
  }

  /** Masked before it is cut: a part of a secret cannot be told from other text. */
  private String reason(String text, Subscription found, HubVerification about) {
    String masked = withoutSecrets(text, found, about);
    return Texts.cut(masked, Problem.MAX_TEXT);
  }

  /** Tells of the verification of what the hub was asked, not of one that it makes unasked. */
  private void verified(CallbackToken at, String mode, Lifecycles.Committed change) {
    OpenRequest open = change.before() == null ? null : change.before().open();
    if (open != null
        && open.callback().equals(at)
        && (open.kind() == IntentKind.SUBSCRIBE) == mode.equals("subscribe")) {
      Duration latency = Duration.between(open.since(), lifecycles.now());
      verifications.verified(open);
      monitor.verified(open.hub(), open.kind(), latency);
    }
  }

  private void tell(Lifecycles.Committed change) {
    if (!change.effects().isEmpty()) {
      listeners.execute(() -> lifecycles.carryOut(change));
    }
  }

  /** Returns what hubs were told, or asked to know: that of the open request first. */
  private static Stream<Registration> known(Subscription subscription) {
    return Stream.of(
            Optional.ofNullable(subscription.open()).map(OpenRequest::registration),
            Optional.ofNullable(subscription.grant()).map(Grant::registration),
            Optional.ofNullable(subscription.former()).map(Grant.Former::registration))
        .flatMap(Optional::stream);
  }

  /**
   * Keeps from the log what hubs like to repeat: the callback URL, or even the whole form, with the
   * credentials.
   */
  private String withoutSecrets(String text, Subscription found, HubVerification about) {
    String masked = about.callback().maskedIn(text);
    for (Registration each : known(found).toList()) {
      masked = hubs.withoutCredentials(each.hub(), each.maskedIn(masked));
    }
    return masked;
  }

  private static CallbackExchange malformed(String why) {
    return CallbackExchange.answered(Answers.malformed(why));
  }
}
