package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Happening;
import org.pushj.Happening.Kind;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.lifecycle.Effect.News;
import org.pushj.time.Durations;

/**
 * Writes the entries of the history of a subscription. What changes nothing else is not written,
 * nor is content: the history alone never costs a write.
 */
final class HistoryWriter {
  private static final Entry WANTED = new Entry(Kind.WANTED, "Wanted by the application");

  private HistoryWriter() {}

  /** Writes what an event has led to. */
  static Transition noted(Subscription before, Event event, Transition change, Instant now) {
    Subscription next = change.next();
    return next == null || !change.recognized() || next.equals(before)
        ? change
        : noted(before, next, event(before, next, event, change), change, now);
  }

  /** Writes how a subscription began. */
  static Transition begun(Transition change, Instant now) {
    Subscription next = Objects.requireNonNull(change.next(), "nothing ends as it begins");
    return noted(next, next, WANTED, change, now);
  }

  private static Transition noted(
      Subscription before,
      Subscription next,
      @Nullable Entry first,
      Transition change,
      Instant now) {
    List<@Nullable Entry> entries = new ArrayList<>();
    entries.add(first);
    change.effects().forEach(effect -> entries.add(effect(before, next, effect)));
    String history = next.historyText();
    for (Entry entry : entries) {
      history =
          entry == null
              ? history
              : Happening.added(history, new Happening(now, entry.kind, entry.text));
    }
    return new Transition(
        next.toBuilder().historyText(history).build(), change.effects(), change.recognized());
  }

  private static @Nullable Entry event(
      Subscription before, Subscription next, Event event, Transition change) {
    if (event instanceof Intent.Action action) {
      return action(action);
    } else if (event instanceof Intent) {
      return before.wanted() && !before.progress().givenUp() ? null : WANTED;
    } else if (event instanceof LookUpOutcome.Blocked) {
      return new Entry(Kind.POSTPONED, "Postponed, since the circuit breaker of the hub is open");
    } else if (event instanceof HubCall.Verifies
        && change.effects().stream().noneMatch(News.class::isInstance)) {
      return verifiedUnasked(before, next);
    }
    return null;
  }

  private static @Nullable Entry action(Intent.Action action) {
    return switch (action) {
      case RENEW -> null;
      case RETRY -> new Entry(Kind.RETRIED, "To be tried again, as an operator wants");
      case PAUSE -> new Entry(Kind.PAUSED, "Paused by an operator");
      case RESUME -> new Entry(Kind.RESUMED, "Resumed by an operator");
      case UNSUBSCRIBE -> new Entry(Kind.UNWANTED, "No longer wanted by the application");
      case FORGET -> new Entry(Kind.FORGOTTEN, "Forgotten by the application");
    };
  }

  private static @Nullable Entry effect(Subscription before, Subscription next, Effect effect) {
    if (effect instanceof Effect.AskFormer ask) {
      return new Entry(
          Kind.END_REQUESTED,
          "Asked " + Urls.forMessage(ask.former().hub()) + ", which it left, to end the lease");
    } else if (effect instanceof News.Requested) {
      return asked(next);
    } else if (effect instanceof News.Expired) {
      return new Entry(Kind.EXPIRED, "The lease ended");
    } else if (effect instanceof News.Unverified) {
      return new Entry(Kind.UNVERIFIED, "Accepted by the hub, which did not verify it in time");
    } else if (effect instanceof News.GivenUp) {
      return new Entry(Kind.GIVEN_UP, "Given up, since the hub refused for long");
    } else if (effect instanceof News.Verified verified) {
      return granted(before, next, Kind.VERIFIED, "Verified", verified.lease());
    } else if (effect instanceof News.Renewed renewed) {
      return granted(before, next, Kind.RENEWED, "Renewed", renewed.lease());
    } else if (effect instanceof News.Denied denied) {
      String reason = denied.reason();
      return new Entry(Kind.DENIED, reason.isBlank() ? "Denied by the hub" : "Denied: " + reason);
    } else if (effect instanceof News.Failed failed) {
      return new Entry(Kind.FAILED, "Failed: " + failed.cause().getMessage());
    } else if (effect instanceof News.Ended) {
      return new Entry(Kind.ENDED, "Ended");
    }
    return null;
  }

  /** Names the hub only where it is another than that of the subscription: most rows have this. */
  private static @Nullable Entry asked(Subscription next) {
    OpenRequest open = next.open();
    if (open == null) {
      return null;
    }
    String who = open.hub().equals(next.hub()) ? "the hub" : Urls.forMessage(open.hub());
    return open.kind() == IntentKind.SUBSCRIBE
        ? new Entry(Kind.REQUESTED, "Asked " + who)
        : new Entry(Kind.END_REQUESTED, "Asked " + who + " to end it");
  }

  private static Entry granted(
      Subscription before, Subscription next, Kind kind, String verb, Lease lease) {
    Grant grant = before.grant();
    String length = " for " + length(lease);
    return grant == null || grant.registration().target().equals(next.target())
        ? new Entry(kind, verb + length)
        : new Entry(
            Kind.MOVED, "Moved to " + Urls.forMessage(next.topic()) + ", verified" + length);
  }

  /** A hub that was not asked has made a lease longer, or has ended what was granted before. */
  private static Entry verifiedUnasked(Subscription before, Subscription next) {
    Grant grant = next.grant();
    if (grant == null || grant.equals(before.grant())) {
      return new Entry(Kind.FORMER_ENDED, "Ended by the hub that it left");
    }
    Grant known = Objects.requireNonNull(before.grant());
    return grant.acceptedUntil().isAfter(known.acceptedUntil())
        ? new Entry(
            Kind.EXTENDED,
            "Verified again, and accepted for "
                + Durations.words(
                    Duration.between(known.lease().startsAt(), grant.acceptedUntil())))
        : new Entry(Kind.EXTENDED, "Verified again, with a lease of " + length(grant.lease()));
  }

  private static String length(Lease lease) {
    return Durations.words(lease.length());
  }

  /** What an entry says. */
  private record Entry(Kind kind, String text) {}
}
