package org.pushj.servlet.admin.html;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.time.Durations;

/** How things are said on the page. */
public final class Words {
  static final String NONE = "–";
  private static final Pattern USER = Pattern.compile("^([^/?#]*//)[^/?#]*@");

  private Words() {}

  /** Returns a constant as a word: {@code GIVEN_UP} as "given up". */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns a text with its first letter in upper case. */
  static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String number(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** Returns how far an instant is from now. */
  static String distance(Instant instant, Instant now) {
    Duration ahead = Duration.between(now, instant);
    return ahead.isNegative() ? Durations.words(ahead) + " ago" : "in " + Durations.words(ahead);
  }

  /** Returns a time as its distance from now; nothing for null. */
  static Tag time(@Nullable Instant instant, Instant now) {
    return instant == null ? Tag.of("span", NONE) : time(instant, distance(instant, now));
  }

  /** Returns a time in full, with its distance from now. */
  static Tag fullTime(@Nullable Instant instant, Instant now) {
    return instant == null
        ? Tag.of("span", NONE)
        : time(instant, utc(instant) + " (" + distance(instant, now) + ")");
  }

  /** Returns a time in other words. */
  static Tag time(Instant instant, String words) {
    return Tag.of("time", words).with("datetime", instant.toString()).with("title", utc(instant));
  }

  private static String utc(Instant instant) {
    return instant
        .truncatedTo(ChronoUnit.SECONDS)
        .toString()
        .replace('T', ' ')
        .replace("Z", " UTC");
  }

  /** Returns a state, in a colour that says whether it is good, neutral or bad. */
  static Tag badge(String state, String kind) {
    return Tag.of("span", state).with("class", "state " + kind);
  }

  /** Returns the state of what waits: for its first attempt, or for another. */
  static Tag waiting(@Nullable String error) {
    return error == null ? badge("waiting", "neutral") : badge("retrying", "bad");
  }

  /** Returns a URL without a user and a password. */
  public static @Nullable String url(@Nullable URI url) {
    return url == null ? null : USER.matcher(url.toString()).replaceFirst("$1");
  }

  /** Returns a text that came from outside: its writing direction ends with it. */
  static Tag foreign(@Nullable String text) {
    return text == null || text.isEmpty() ? Tag.of("span", NONE) : Tag.of("bdi", text);
  }
}
