package org.pushj.examples.reader.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats values as text for people. */
public final class Words {
  private static final int MAX_QUOTE = 100;
  private static final int KIBI = 1024;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Control characters, separators of lines, and what changes the direction of a line. */
  private static final Pattern CONTROLS =
      Pattern.compile(
          "[\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

  private Words() {}

  /** Returns a text on one line, truncated to a length. */
  public static String bounded(String text, int maxLength) {
    String line = CONTROLS.matcher(text).replaceAll(" ");
    if (line.length() <= maxLength) {
      return line;
    }
    int end = maxLength - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** Returns untrusted text in quotes, truncated. */
  public static String quoted(String text) {
    return '"' + bounded(text, MAX_QUOTE) + '"';
  }

  /** Describes how long a lease still runs, or when it ended. */
  public static String lease(@Nullable Instant ends, Instant now) {
    if (ends == null) {
      return "no lease";
    }
    Duration left = Duration.between(now, ends);
    return now.isBefore(ends) ? length(left) + " left" : "ended " + length(left.negated()) + " ago";
  }

  /**
   * Returns a duration, rounded, in the largest unit that it contains at least twice: "47 hours",
   * "2 days".
   */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds >= 2 * DAY) {
      return rounded(seconds, DAY) + " days";
    }
    if (seconds >= 2 * HOUR) {
      return rounded(seconds, HOUR) + " hours";
    }
    if (seconds >= 2 * MINUTE) {
      return rounded(seconds, MINUTE) + " minutes";
    }
    return seconds == 1 ? "1 second" : seconds + " seconds";
  }

  /** Returns a size in bytes, KiB or MiB. */
  public static String size(long bytes) {
    if (bytes < KIBI) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double kibi = (double) bytes / KIBI;
    return kibi < KIBI
        ? String.format(Locale.ROOT, "%.1f KiB", kibi)
        : String.format(Locale.ROOT, "%.1f MiB", kibi / KIBI);
  }

  private static long rounded(long seconds, long unit) {
    return (seconds + unit / 2) / unit;
  }
}
