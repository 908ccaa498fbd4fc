package org.pushj.examples.hub;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to the hub is not possible. The message says why, and goes to whoever has sent it. */
final class RequestRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final int status;
  private final @Nullable Duration retryAfter;

  RequestRefusedException(int status, String reason) {
    this(status, reason, null);
  }

  private RequestRefusedException(int status, String reason, @Nullable Duration retryAfter) {
    super(reason);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Returns the exception for a request that would be possible at another time. */
  static RequestRefusedException unavailable(String reason) {
    return new RequestRefusedException(503, reason, RETRY_AFTER);
  }

  /** Returns the exception for a parameter that is missing or wrong. */
  static RequestRefusedException badParameter(String name, String problem) {
    return new RequestRefusedException(400, name + ": " + problem);
  }

  /** Returns the HTTP status of the answer. */
  int status() {
    return status;
  }

  /**
   * Returns when to try again (RFC 9110 section 10.2.3), in whole seconds; empty if that is no use.
   */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
