package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Happening;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.lifecycle.Effect.News;

/**
 * Writes the entries of the history of a subscription. What changes nothing else is not written,
 * nor is content: the history alone never costs a write.
 */
final class HistoryWriter {
  private static final String WANTED = "Wanted by the application";

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
      @Nullable String first,
      Transition change,
      Instant now) {
    List<@Nullable String> texts = new ArrayList<>();
    texts.add(first);
    change.effects().forEach(effect -> texts.add(effect(before, next, effect)));
    String history = next.historyText();
    for (String text : texts) {
      history = text == null ? history : Happening.added(history, new Happening(now, text));
    }
    return new Transition(
        next.toBuilder().historyText(history).build(), change.effects(), change.recognized());
  }

  private static @Nullable String event(
      Subscription before, Subscription next, Event event, Transition change) {
    if (event instanceof Intent.Action action) {
      return action(action);
    } else if (event instanceof Intent) {
      return before.wanted() && !before.progress().givenUp() ? null : WANTED;
    } else if (event instanceof LookUpOutcome.Blocked) {
      return "Postponed, since the circuit breaker of the hub is open";
    } else if (event instanceof HubCall.Verifies
        && change.effects().stream().noneMatch(News.class::isInstance)) {
      return verifiedUnasked(before, next);
    }
    return null;
  }

  private static @Nullable String action(Intent.Action action) {
    return switch (action) {
      case RENEW -> null;
      case RETRY -> "To be tried again, as an operator wants";
      case PAUSE -> "Paused by an operator";
      case RESUME -> "Resumed by an operator";
      case UNSUBSCRIBE -> "No longer wanted by the application";
      case FORGET -> "Forgotten by the application";
    };
  }

  private static @Nullable String effect(Subscription before, Subscription next, Effect effect) {
    if (effect instanceof Effect.AskFormer ask) {
      return "Asked " + Urls.forMessage(ask.former().hub()) + ", which it left, to end the lease";
    } else if (effect instanceof News.Requested) {
      return asked(next);
    } else if (effect instanceof News.Expired) {
      return "The lease ended";
    } else if (effect instanceof News.Unverified) {
      return "Accepted by the hub, which did not verify it in time";
    } else if (effect instanceof News.GivenUp) {
      return "Given up, since the hub refused for long";
    } else if (effect instanceof News.Verified verified) {
      return granted(before, next, "Verified", verified.lease());
    } else if (effect instanceof News.Renewed renewed) {
      return granted(before, next, "Renewed", renewed.lease());
    } else if (effect instanceof News.Denied denied) {
      return denied.reason().isBlank() ? "Denied by the hub" : "Denied: " + denied.reason();
    } else if (effect instanceof News.Failed failed) {
      return "Failed: " + failed.cause().getMessage();
    } else if (effect instanceof News.Ended) {
      return "Ended";
    }
    return null;
  }

  /** Names the hub only where it is another than that of the subscription: most rows have this. */
  private static @Nullable String asked(Subscription next) {
    OpenRequest open = next.open();
    if (open == null) {
      return null;
    }
    String who = open.hub().equals(next.hub()) ? "the hub" : Urls.forMessage(open.hub());
    return "Asked " + who + (open.kind() == IntentKind.SUBSCRIBE ? "" : " to end it");
  }

  private static String granted(Subscription before, Subscription next, String verb, Lease lease) {
    Grant grant = before.grant();
    boolean moved = grant != null && !grant.registration().target().equals(next.target());
    return (moved ? "Moved to " + Urls.forMessage(next.topic()) + ", verified" : verb)
        + " for "
        + length(lease);
  }

  /** A hub that was not asked has made a lease longer, or has ended what was granted before. */
  private static String verifiedUnasked(Subscription before, Subscription next) {
    Lease lease = next.lease();
    return lease == null || lease.equals(before.lease())
        ? "Ended by the hub that it left"
        : "Made longer by the hub, unasked, to " + length(lease);
  }

  private static String length(Lease lease) {
    Duration length = Duration.between(lease.startsAt(), lease.endsAt());
    return length.toDays() > 1
        ? length.toDays() + " days"
        : length.toHours() > 1 ? length.toHours() + " hours" : length.toSeconds() + " seconds";
  }
}
