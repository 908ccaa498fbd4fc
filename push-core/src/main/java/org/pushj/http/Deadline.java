package org.pushj.http;

import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** The moment at which an exchange must be over. It is measured on a monotonic clock. */
final class Deadline {
  /** Far enough away to mean "none", near enough to be counted in nanoseconds. */
  private static final Duration MAX = Duration.ofDays(365);

  private final Duration allowed;
  private final long end;

  private Deadline(Duration allowed) {
    this.allowed = allowed;
    this.end = System.nanoTime() + allowed.toNanos();
  }

  /** Returns the deadline that is {@code allowed} away from now. */
  static Deadline in(Duration allowed) {
    return new Deadline(allowed.compareTo(MAX) > 0 ? MAX : allowed);
  }

  /** Returns the time that is left, in nanoseconds; zero or less if none is. */
  long nanosLeft() {
    return end - System.nanoTime();
  }

  /** Returns the exception for an exchange with {@code host} that was not over in time. */
  HttpTimeoutException missed(String host) {
    return new HttpTimeoutException(
        "the exchange with " + host + " was not over within " + allowed.toMillis() + " ms");
  }
}
