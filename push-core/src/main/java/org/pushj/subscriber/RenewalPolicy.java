package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;

/**
 * Makes a lease out of what a hub grants. Hubs grant what they like, shorter or longer than asked,
 * and that counts (W3C WebSub section 5.3.1). Some grant nothing, 0, or a time without end: a lease
 * is finite nevertheless.
 *
 * @param leaseWhenUnknown how long a lease is taken to be when the hub names no positive number of
 *     seconds
 * @param longestLease how long a lease is at most
 * @since 0.1
 */
public record RenewalPolicy(Duration leaseWhenUnknown, Duration longestLease) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,1000}");
  private static final int DIGITS_OF_A_LONG = 18;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Checks the two lengths.
   *
   * @throws IllegalArgumentException if a length is not positive, the first is longer than the
   *     second, or the second longer than 36,500 days
   */
  public RenewalPolicy {
    if (leaseWhenUnknown.isNegative()
        || leaseWhenUnknown.isZero()
        || leaseWhenUnknown.compareTo(longestLease) > 0) {
      throw new IllegalArgumentException(
          "leaseWhenUnknown: more than 0 and at most longestLease, "
              + longestLease
              + ", is possible, not "
              + leaseWhenUnknown);
    }
    if (longestLease.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "longestLease: at most " + LONGEST + " is possible, not " + longestLease);
    }
  }

  /** Returns the default policy: one day where a hub names no lease, and at most ten years. */
  public static RenewalPolicy defaults() {
    return new RenewalPolicy(Duration.ofDays(1), Duration.ofDays(3650));
  }

  /**
   * Returns the lease that begins now.
   *
   * @param leaseSeconds the {@code hub.lease_seconds} of the verification, to the letter; empty if
   *     it has none
   * @param running what the same hub granted before; null if nothing. It is not cut short by a
   *     verification that names no lease
   */
  Lease grant(Optional<String> leaseSeconds, Instant now, @Nullable Lease running) {
    Optional<Duration> named = leaseSeconds.flatMap(this::length);
    Lease lease = Lease.of(now, named.orElse(leaseWhenUnknown));
    return named.isEmpty() && running != null && running.endsAt().isAfter(lease.endsAt())
        ? new Lease(now, running.endsAt())
        : lease;
  }

  private Optional<Duration> length(String text) {
    if (!SECONDS.matcher(text).matches()) {
      return Optional.empty();
    }
    String digits = text.replaceFirst("^0+", "");
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    long seconds = digits.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
    return Optional.of(
        seconds > longestLease.toSeconds() ? longestLease : Duration.ofSeconds(seconds));
  }
}
