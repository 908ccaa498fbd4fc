package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.lifecycle.Effect.News;
import org.pushj.text.Texts;

/** The requests of a hub to the callback: a verification, a denial, or content. */
public sealed interface HubCall extends Event {

  /**
   * A hub verifies an intent: what was asked for is confirmed, and nothing else (W3C WebSub section
   * 5.3.1).
   *
   * @param leaseSeconds the {@code hub.lease_seconds}, unchanged
   */
  record Verifies(HubVerification about, IntentKind kind, Optional<String> leaseSeconds)
      implements HubCall {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      return kind == IntentKind.SUBSCRIBE
          ? subscribe(machine, current, now)
          : unsubscribe(machine, current, now);
    }

    private Transition subscribe(Lifecycle machine, Subscription current, Instant now) {
      OpenRequest open = current.open();
      if (open != null
          && about.isOfOpen(current, IntentKind.SUBSCRIBE)
          && machine.accepts(open.registration())) {
        return machine.leases().verified(current, open, leaseSeconds, now);
      }
      Grant grant = current.grant();
      return grant != null
              && current.wanted()
              && about.isOfGrant(current)
              && machine.accepts(grant.registration())
          ? machine.leases().verifiedAgain(current, grant, leaseSeconds, now)
          : Transition.unrecognized(current);
    }

    private Transition unsubscribe(Lifecycle machine, Subscription current, Instant now) {
      if (about.isOfAskedFormer(current)) {
        Grant.Former former = Objects.requireNonNull(current.former());
        Grant.Former ended = former.endedAt(now);
        return Transition.to(
            ended.equals(former) ? current : machine.schedule().withFormer(current, ended, now));
      }
      return about.isOfOpen(current, IntentKind.UNSUBSCRIBE)
          ? Endings.end(current, now)
          : Transition.unrecognized(current);
    }
  }

  /**
   * A hub denies the subscription (W3C WebSub section 5.2). That carries no signature, so it is a
   * report: an active lease and the intent of the application stay. A first request, and one to
   * move, is over if it is denied: its callback is new. A denial at a callback that others may know
   * by now makes the next request no later, which has another callback; what the hub verifies until
   * then is confirmed. Only the first of several such denials counts.
   *
   * @param reason the hub's words, without anything secret
   */
  record Denies(HubVerification about, String reason) implements HubCall {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      boolean ofOpen =
          about.isOfOpen(current, IntentKind.SUBSCRIBE)
              || about.isOfOpen(current, IntentKind.UNSUBSCRIBE);
      if (!ofOpen && !about.isOfGrant(current)) {
        return Transition.unrecognized(current);
      }
      if (current.progress().hasProblem(Problem.Kind.DENIED)) {
        return Transition.to(current);
      }
      Problem problem =
          Problem.of(
              Problem.Kind.DENIED,
              "denied by the hub"
                  + (reason.isBlank() ? "" : ": " + Texts.printable(reason.strip())));
      Progress progress = current.progress();
      News news = new News.Denied(reason, Refusals.isLast(Problem.Kind.DENIED, current));
      if (!current.wanted() || progress.givenUp()) {
        return Transition.to(
            current.toBuilder().progress(progress.withProblem(problem)).build(), news);
      }
      if (ofOpen && !about.isOfGrant(current)) {
        return machine
            .refusals()
            .permanentFailure(current.toBuilder().open(null).build(), problem, now, news);
      }
      Progress told = ofOpen ? progress.failed(problem) : progress.withProblem(problem);
      Transition again =
          machine.refusals().permanent(current.toBuilder().progress(told).build(), now, news);
      Subscription next = Objects.requireNonNull(again.next());
      boolean later = !isSooner(next.dueAt(), current.dueAt()) && !next.progress().givenUp();
      return later ? Transition.to(next.withDueAt(current.dueAt()), again.effects()) : again;
    }

    private static boolean isSooner(@Nullable Instant one, @Nullable Instant other) {
      return other == null || (one != null && one.isBefore(other));
    }
  }

  /** Content was delivered and accepted (W3C WebSub section 7): the time is recorded. */
  record Delivered() implements HubCall {
    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      Instant last = current.lastUpdateAt();
      boolean isNews = last == null || last.plus(machine.lastUpdatePrecision()).isBefore(now);
      return Transition.to(isNews ? current.toBuilder().lastUpdateAt(now).build() : current);
    }
  }

  /**
   * Content was refused that comes without a signature, since the hub was given no secret, and this
   * subscriber takes none such any more. The hub is asked anew, with a secret, unless it was asked,
   * or will be soon anyway.
   *
   * @param at the token of the callback URL
   */
  record RefusedAsUnsigned(CallbackToken at) implements HubCall {
    /** Longer than a claim lasts, so that no work is taken from who has claimed it. */
    private static final Duration SOON = Duration.ofHours(1);

    @Override
    public Transition on(Lifecycle machine, Subscription current, Instant now) {
      Grant grant = current.grant();
      Instant due = current.dueAt();
      boolean isSoon = due != null && due.isBefore(now.plus(SOON));
      if (grant == null
          || !grant.registration().callback().equals(at)
          || machine.accepts(grant.registration())
          || current.open() != null
          || current.attempts() > 0
          || isSoon) {
        return Transition.to(current);
      }
      return new Timer.Hastened(now).on(machine, current, now);
    }
  }
}
