package org.pushj;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pushj.base.Texts;

/**
 * An entry in the history of a subscription: see {@link Subscription#history()}.
 *
 * @param at when, to the millisecond
 * @param text what happened, at most {@value #MAX_TEXT} characters; it may contain text from a hub,
 *     so escape it before it is shown. Contains no secrets
 * @since 0.1
 */
public record Happening(Instant at, String text) {
  /** The maximum length of the text, in characters; longer texts are truncated. */
  public static final int MAX_TEXT = 200;

  /** How many entries are kept per subscription: the latest. */
  public static final int MAX_KEPT = 20;

  /** How many are kept of one kind: the first, and the last ones. */
  private static final int MAX_SAME = 3;

  /** Ends the kind of a text: what follows may be a hub's, and differ each time. */
  private static final Pattern REST = Pattern.compile("[:\\d].*");

  /** Ends each but the last; no text has it. */
  private static final String END = "\t";

  private static final Pattern LINE = Pattern.compile("(?<![^\t])(\\d{1,15}) ([^\t]*)");

  /** Removes characters that break or reverse a line from the text, and truncates it. */
  public Happening {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    text = Texts.printable(text).strip();
    if (text.length() > MAX_TEXT) {
      int end = MAX_TEXT - 3;
      text =
          text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
              + "...";
    }
  }

  /**
   * Returns the text of a history with one more entry. Beyond {@value #MAX_KEPT} entries the first
   * is dropped; beyond three of one kind the second of them, so that repeated entries do not
   * displace all others. The kind is the text before its first colon or digit.
   *
   * @param historyText as {@link Subscription#historyText()} has it
   */
  public static String added(String historyText, Happening next) {
    List<Happening> all = new ArrayList<>(read(historyText));
    List<Happening> same = all.stream().filter(each -> each.kind().equals(next.kind())).toList();
    if (same.size() >= MAX_SAME) {
      all.remove(same.get(1));
    } else if (all.size() >= MAX_KEPT) {
      all.remove(0);
    }
    all.add(next);
    return all.stream()
        .map(each -> each.at.toEpochMilli() + " " + each.text)
        .collect(Collectors.joining(END));
  }

  private String kind() {
    return REST.matcher(text).replaceFirst("");
  }

  /** Parses the text of a history. Malformed entries are skipped: nothing depends on them. */
  static List<Happening> read(String historyText) {
    List<Happening> all = new ArrayList<>();
    Matcher each = LINE.matcher(historyText);
    while (each.find()) {
      Instant at = Instant.ofEpochMilli(Long.parseLong(each.group(1)));
      all.add(new Happening(at, each.group(2)));
    }
    return List.copyOf(all);
  }
}
