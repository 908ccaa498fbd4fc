package org.pushj;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hub did not accept a request: it refused, it failed, or it could not be reached (W3C WebSub
 * section 5.1.2).
 *
 * @since 0.1
 */
public final class HubException extends PushException {
  /** The maximum size of the retained answer, in bytes. */
  public static final int BODY_LIMIT_BYTES = 1024;

  /** The longest delay that a hub may request: 7 days. Longer delays are cut to it. */
  public static final Duration MAX_RETRY_AFTER = Duration.ofDays(7);

  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;
  private static final int NOT_SENT = -1;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final Set<Integer> PERMANENT = Set.of(400, 403, 404, 410);

  private final URI hub;
  private final int status;
  private final String body;
  private final @Nullable Duration retryAfter;

  private HubException(
      URI hub,
      int status,
      String body,
      @Nullable Duration retryAfter,
      String message,
      @Nullable Throwable cause,
      @Nullable SubscriptionId subscription) {
    super(message, cause, subscription);
    this.hub = hub;
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  /**
   * Makes the exception for a hub that answered.
   *
   * @param body the text of the first {@value #BODY_LIMIT_BYTES} bytes of its answer, without
   *     anything secret
   */
  public static HubException answered(URI hub, int status, String body, String message) {
    return answered(hub, status, body, null, message);
  }

  /**
   * Makes the exception for a hub that answered, possibly with a delay for the next request.
   *
   * @param body the text of the first {@value #BODY_LIMIT_BYTES} bytes of its answer, without
   *     anything secret
   * @param retryAfter the delay that the hub requests, at most {@link #MAX_RETRY_AFTER}; null if
   *     none
   */
  public static HubException answered(
      URI hub, int status, String body, @Nullable Duration retryAfter, String message) {
    return new HubException(hub, status, body, retryAfter, message, null, null);
  }

  /**
   * Makes the exception for a hub that did not answer: unreachable, too slow, or refused by the URL
   * policy.
   */
  public static HubException unanswered(URI hub, String message, @Nullable Throwable cause) {
    return new HubException(hub, NO_ANSWER, "", null, message, cause, null);
  }

  /**
   * Makes the exception for a request that was not sent: this hub does not accept it, or its
   * profile could not be determined.
   */
  public static HubException unsent(URI hub, String message, @Nullable Throwable cause) {
    return new HubException(hub, NOT_SENT, "", null, message, cause, null);
  }

  /** Returns the hub. */
  public URI hub() {
    return hub;
  }

  /** Returns the HTTP status of the hub's answer; empty if there was none. */
  public OptionalInt status() {
    return status > 0 ? OptionalInt.of(status) : OptionalInt.empty();
  }

  /**
   * Returns the text of the first {@value #BODY_LIMIT_BYTES} bytes of the hub's answer, read as
   * UTF-8: of plain text, or of a page without its tags. Empty if there was none, and for other
   * content. The hub wrote it: escape it before it is shown.
   */
  public String body() {
    return body;
  }

  /**
   * Returns the delay that the hub requests, from its answer on: the {@code Retry-After} of an
   * answer of 4xx or 5xx (RFC 9110 section 10.2.3). More than zero and at most {@link
   * #MAX_RETRY_AFTER}; empty if there is none.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Tells whether the outcome is unknown and the hub may still verify the request: it did not
   * answer, or answered 2xx other than 202 and 204, 3xx without a target, or 502 or 504, where the
   * hub behind the gateway may have accepted the request. Otherwise it has refused, or the request
   * was not sent, and the request is over (W3C WebSub section 5.1.2).
   */
  public boolean isUndecided() {
    return status == NO_ANSWER
        || status / 100 == 2
        || status / 100 == 3
        || status == BAD_GATEWAY
        || status == GATEWAY_TIMEOUT;
  }

  /** Tells whether a retry will most likely get the same answer: 400, 403, 404 or 410. */
  public boolean isPermanent() {
    return PERMANENT.contains(status);
  }

  /** Returns the exception about a subscription that is in the store. */
  public HubException about(SubscriptionId subscription) {
    HubException same =
        new HubException(
            hub, status, body, retryAfter, String.valueOf(getMessage()), getCause(), subscription);
    same.setStackTrace(getStackTrace());
    return same;
  }
}
