package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Happening;
import org.pushj.Happening.Kind;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.base.Durations;
import org.pushj.lifecycle.Effect.News;

/**
 * Writes what happened into the history of a subscription, in words. What changes nothing else is
 * not written, nor is content: the history alone never costs a write.
 */
final class Happenings {
  private Happenings() {}

  /** Writes what an event has led to. */
  static Transition noted(Subscription before, Event event, Transition change, Instant now) {
    Subscription next = change.next();
    if (next == null || !change.recognized() || next.equals(before)) {
      return change;
    }
    List<Happening> entries = new ArrayList<>();
    wish(before, event, now).ifPresent(entries::add);
    boolean told = change.effects().stream().anyMatch(News.class::isInstance);
    if (event instanceof Event.Verifies && !told) {
      entries.add(verifiedUnasked(before, next, now));
    }
    change.effects().forEach(effect -> effect(before, next, effect, now).ifPresent(entries::add));
    return noted(change, entries);
  }

  /** Writes how a subscription began. */
  static Transition begun(Transition change, Instant now) {
    List<Happening> entries = new ArrayList<>();
    entries.add(wanted(now));
    Subscription next = change.next();
    if (next != null) {
      change.effects().forEach(effect -> effect(next, next, effect, now).ifPresent(entries::add));
    }
    return noted(change, entries);
  }

  private static Transition noted(Transition change, List<Happening> entries) {
    Subscription next = change.next();
    if (next == null || entries.isEmpty()) {
      return change;
    }
    String history = next.historyText();
    for (Happening entry : entries) {
      history = Happening.added(history, entry);
    }
    return new Transition(
        next.toBuilder().historyText(history).build(), change.effects(), change.recognized());
  }

  private static Happening wanted(Instant now) {
    return new Happening(now, Kind.WANTED, "Wanted by the application");
  }

  private static Optional<Happening> wish(Subscription before, Event event, Instant now) {
    Happening entry = null;
    if (event instanceof Event.Wanted || event instanceof Event.WantedAt) {
      entry = before.wanted() && !before.progress().givenUp() ? null : wanted(now);
    } else if (event instanceof Event.Unwanted) {
      entry = new Happening(now, Kind.UNWANTED, "No longer wanted by the application");
    } else if (event instanceof Event.Forgotten) {
      entry = new Happening(now, Kind.FORGOTTEN, "Forgotten by the application");
    } else if (event instanceof Event.Retry) {
      entry = new Happening(now, Kind.RETRIED, "To be tried again, as an operator wants");
    } else if (event instanceof Event.Pause) {
      entry = new Happening(now, Kind.PAUSED, "Paused by an operator");
    } else if (event instanceof Event.Resume) {
      entry = new Happening(now, Kind.RESUMED, "Resumed by an operator");
    } else if (event instanceof Event.Blocked) {
      entry =
          new Happening(
              now, Kind.POSTPONED, "Postponed, since the circuit breaker of the hub is open");
    }
    return Optional.ofNullable(entry);
  }

  private static Optional<Happening> effect(
      Subscription before, Subscription next, Effect effect, Instant now) {
    Happening entry = null;
    if (effect instanceof News.Requested) {
      entry = asked(next, now);
    } else if (effect instanceof Effect.AskFormer ask) {
      String hub = Urls.forMessage(ask.former().hub());
      entry =
          new Happening(
              now, Kind.END_REQUESTED, "Asked " + hub + ", which it left, to end the lease");
    } else if (effect instanceof News.Verified verified) {
      entry = verified(before, next, verified.lease(), now);
    } else if (effect instanceof News.Expired) {
      entry = new Happening(now, Kind.EXPIRED, "The lease ended");
    } else if (effect instanceof News.Unverified) {
      entry =
          new Happening(
              now, Kind.UNVERIFIED, "Accepted by the hub, which did not verify it in time");
    } else if (effect instanceof News.Denied denied) {
      String reason = denied.reason();
      entry =
          new Happening(
              now, Kind.DENIED, reason.isBlank() ? "Denied by the hub" : "Denied: " + reason);
    } else if (effect instanceof News.Failed failed) {
      entry = new Happening(now, Kind.FAILED, "Failed: " + failed.cause().getMessage());
    } else if (effect instanceof News.GivenUp) {
      entry = new Happening(now, Kind.GIVEN_UP, "Given up, since the hub refused for long");
    } else if (effect instanceof News.Ended) {
      entry = new Happening(now, Kind.ENDED, "Ended");
    }
    return Optional.ofNullable(entry);
  }

  /** Names the hub only where it is another than that of the subscription: most rows have this. */
  private static @Nullable Happening asked(Subscription next, Instant now) {
    OpenRequest open = next.open();
    if (open == null) {
      return null;
    }
    String who = open.hub().equals(next.hub()) ? "the hub" : Urls.forMessage(open.hub());
    return open.kind() == IntentKind.SUBSCRIBE
        ? new Happening(now, Kind.REQUESTED, "Asked " + who)
        : new Happening(now, Kind.END_REQUESTED, "Asked " + who + " to end it");
  }

  private static Happening verified(
      Subscription before, Subscription next, Lease lease, Instant now) {
    Grant grant = before.grant();
    String length = " for " + length(lease);
    if (grant != null && !grant.registration().target().equals(next.target())) {
      String topic = Urls.forMessage(next.topic());
      return new Happening(now, Kind.MOVED, "Moved to " + topic + ", verified" + length);
    }
    return before.isAliveAt(now)
        ? new Happening(now, Kind.RENEWED, "Renewed" + length)
        : new Happening(now, Kind.VERIFIED, "Verified" + length);
  }

  /** A hub that was not asked has made a lease longer, or has ended what was granted before. */
  private static Happening verifiedUnasked(Subscription before, Subscription next, Instant now) {
    Lease lease = next.lease();
    return lease == null || lease.equals(before.lease())
        ? new Happening(now, Kind.FORMER_ENDED, "Ended by the hub that it left")
        : new Happening(now, Kind.EXTENDED, "Made longer by the hub, unasked, to " + length(lease));
  }

  private static String length(Lease lease) {
    return Durations.words(Duration.between(lease.startsAt(), lease.endsAt()));
  }
}
