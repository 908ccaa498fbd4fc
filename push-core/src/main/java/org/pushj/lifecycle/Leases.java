package org.pushj.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;
import org.pushj.settings.RenewalPolicy;

/**
 * Makes a lease of what a hub grants. Hubs grant what they like, shorter or longer than asked, and
 * that counts (W3C WebSub section 5.3.1). Some grant nothing, 0, or a time without end: a lease is
 * finite nevertheless.
 */
final class Leases {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,1000}");
  private static final int DIGITS_OF_A_LONG = 18;

  private final RenewalPolicy policy;

  Leases(RenewalPolicy policy) {
    this.policy = policy;
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
    Lease lease = Lease.of(now, named.orElse(policy.leaseWhenUnknown()));
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
        seconds > policy.maxLease().toSeconds() ? policy.maxLease() : Duration.ofSeconds(seconds));
  }
}
