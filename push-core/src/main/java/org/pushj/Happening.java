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
 * Something that happened to a subscription: see {@link Subscription#history()}.
 *
 * @param at when, to the millisecond
 * @param text what, in a few words, at most {@value #MAX_TEXT} characters; a hub may have written
 *     parts of it, so escape it before it is shown. There are no secrets in it
 * @since 0.1
 */
public record Happening(Instant at, String text) {
  /** How long the text is at most, in characters; what goes beyond is cut. */
  public static final int MAX_TEXT = 200;

  /** How many are kept of one subscription: the last ones. */
  public static final int MAX_KEPT = 20;

  /** How many are kept of one kind: the first, and the last ones. */
  private static final int MAX_SAME = 3;

  /** Ends the kind of a text: what follows may be a hub's, and differ each time. */
  private static final Pattern REST = Pattern.compile("[:\\d].*");

  /** Ends each but the last; no text has it. */
  private static final String END = "\t";

  private static final Pattern LINE = Pattern.compile("(?<![^\t])(\\d{1,15}) ([^\t]*)");

  /** Takes what breaks or turns a line out of the text, and cuts it to its length. */
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
   * Returns the text of a history with one happening more. Where that makes more than {@value
   * #MAX_KEPT}, the first is dropped; and of more than three of one kind, the second, so that what
   * repeats does not push out all else. The kind is the text before its first colon or digit.
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

  /** Reads the text of a history. What makes no sense is left out: nothing depends on it. */
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
