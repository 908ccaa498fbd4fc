package org.pushj;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pushj.text.Texts;

/**
 * An entry in the history of a subscription: see {@link Subscription#history()}.
 *
 * @param at when, to the millisecond
 * @param kind what happened
 * @param text the same in words, at most {@value #MAX_TEXT} characters; it may contain text from a
 *     hub, so escape it before it is shown. Contains no secrets
 * @since 0.1
 */
public record Happening(Instant at, Kind kind, String text) {
  /** The maximum length of the text, in characters; longer texts are truncated. */
  public static final int MAX_TEXT = 200;

  /** How many entries are kept per subscription: the latest. */
  public static final int MAX_KEPT = 20;

  /** How many are kept of one kind: the first, and the last ones. */
  private static final int MAX_SAME = 3;

  /** Ends each but the last; no text has it. */
  private static final String END = "\t";

  private static final Pattern LINE = Pattern.compile("(\\d{1,15}) ([A-Z_]+) (.*)");

  /** Removes characters that break or reverse a line from the text, and truncates it. */
  public Happening {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    text = Texts.printable(text).strip();
    if (text.length() > MAX_TEXT) {
      text = Texts.cut(text, MAX_TEXT - 3) + "...";
    }
  }

  /**
   * Returns the text of a history with one more entry. Beyond {@value #MAX_KEPT} entries the first
   * is dropped; beyond three of one kind the second of them, so that repeated entries do not
   * displace all others. Entries of a kind that only a newer version knows are kept.
   *
   * @param historyText as {@link Subscription#historyText()} has it
   */
  public static String added(String historyText, Happening next) {
    List<String> all = new ArrayList<>(lines(historyText));
    String ofThisKind = " " + next.kind + " ";
    List<String> same =
        all.stream().filter(each -> each.startsWith(ofThisKind, each.indexOf(' '))).toList();
    if (same.size() >= MAX_SAME) {
      all.remove(same.get(1));
    } else if (all.size() >= MAX_KEPT) {
      all.remove(0);
    }
    all.add(next.at.toEpochMilli() + ofThisKind + next.text);
    return String.join(END, all);
  }

  /**
   * Parses the text of a history. Entries that are malformed or of an unknown kind are skipped:
   * nothing depends on them.
   */
  static List<Happening> read(String historyText) {
    return lines(historyText).stream().flatMap(line -> parsed(line).stream()).toList();
  }

  private static List<String> lines(String historyText) {
    return historyText.isEmpty() ? List.of() : List.of(historyText.split(END, -1));
  }

  private static Optional<Happening> parsed(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? Arrays.stream(Kind.values())
            .filter(kind -> kind.name().equals(parts.group(2)))
            .map(kind -> new Happening(millis(parts.group(1)), kind, parts.group(3)))
            .findFirst()
        : Optional.empty();
  }

  private static Instant millis(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text));
  }

  /**
   * What happened.
   *
   * @since 0.1
   */
  public enum Kind {
    /** The application subscribed. */
    WANTED,
    /** The application unsubscribed. */
    UNWANTED,
    /** The application had it forgotten. */
    FORGOTTEN,
    /** An operator had it retried. */
    RETRIED,
    /** An operator paused it. */
    PAUSED,
    /** An operator resumed it. */
    RESUMED,
    /** A request was postponed, since the circuit breaker of the hub is open. */
    POSTPONED,
    /** A hub was asked for a lease. */
    REQUESTED,
    /** A hub was asked to end a lease. */
    END_REQUESTED,
    /** A hub verified a request, for the first lease or one after a gap. */
    VERIFIED,
    /** The hub verified a request while a lease was active. */
    RENEWED,
    /** A hub verified a request for another topic, or at another hub. */
    MOVED,
    /** The hub extended the lease without a request. */
    EXTENDED,
    /** The hub that the subscription had left ended its lease. */
    FORMER_ENDED,
    /** The lease ended. */
    EXPIRED,
    /** The hub accepted a request and did not verify it in time. */
    UNVERIFIED,
    /** The hub denied the subscription. */
    DENIED,
    /** A request failed, or no hub was found. */
    FAILED,
    /** No more requests are made, since the hub has refused for too long. */
    GIVEN_UP,
    /** The subscription ended. */
    ENDED
  }
}
