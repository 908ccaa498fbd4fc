package org.pushj.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Compares durations and instants, checks durations, and puts them into words. A check throws an
 * IllegalArgumentException that names the parameter.
 */
public final class Durations {
  /** A century: as good as for ever, and any instant of ours can be moved by it. */
  private static final Duration MAX = Duration.ofDays(36_525);

  private Durations() {}

  public static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** Returns the duration; throws if it is zero or negative, or longer than a century. */
  public static Duration positive(String name, Duration duration) {
    if (!isPositive(duration)) {
      throw new IllegalArgumentException(name + " must be positive, was " + duration);
    }
    return atMostMax(name, duration);
  }

  /** Returns the duration; throws if it is negative, or longer than a century. */
  public static Duration notNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + duration);
    }
    return atMostMax(name, duration);
  }

  private static Duration atMostMax(String name, Duration duration) {
    if (duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(name + " must be at most " + MAX + ", was " + duration);
    }
    return duration;
  }

  public static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  public static Instant earlier(Instant one, Instant other) {
    return one.isAfter(other) ? other : one;
  }

  public static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /** Returns a length of time in words, in the largest unit of which it has at least two. */
  public static String words(Duration duration) {
    Duration length = duration.abs();
    long days = length.toDays();
    long hours = length.toHours();
    long minutes = length.toMinutes();
    if (days > 1) {
      return days + " days";
    } else if (hours > 1) {
      return hours + " hours";
    } else if (minutes > 1) {
      return minutes + " minutes";
    }
    return length.toSeconds() == 1 ? "1 second" : length.toSeconds() + " seconds";
  }

  /**
   * Tells whether a time that was noted has not elapsed yet. A note of the far future counts as
   * elapsed, so that a clock that is set back holds nothing up for longer than that time.
   */
  public static boolean isWithin(Duration time, Instant noted, Instant now) {
    return Duration.between(noted, now).abs().compareTo(time) < 0;
  }
}
