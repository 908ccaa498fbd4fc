package org.pushj.examples.hub.requests;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to the hub is refused. The message says why, and is sent to the client. */
public final class RequestRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final int status;
  private final @Nullable Duration retryAfter;

  /** Makes the exception for a request that is refused for good. */
  public RequestRefusedException(int status, String reason) {
    this(status, reason, null);
  }

  private RequestRefusedException(int status, String reason, @Nullable Duration retryAfter) {
    super(reason);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Returns the exception for a request that may succeed later. */
  public static RequestRefusedException unavailable(String reason) {
    return new RequestRefusedException(503, reason, RETRY_AFTER);
  }

  /** Returns the exception for a missing or invalid parameter. */
  public static RequestRefusedException badParameter(String name, String problem) {
    return new RequestRefusedException(400, name + ": " + problem);
  }

  /** Returns the HTTP status of the response. */
  public int status() {
    return status;
  }

  /**
   * Returns the delay before a retry (RFC 9110 section 10.2.3), in whole seconds; empty if a retry
   * is useless.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
