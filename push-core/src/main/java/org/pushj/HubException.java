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
  /** How much of the hub's answer is kept, in bytes. */
  public static final int BODY_LIMIT_BYTES = 1024;

  /** How long a hub may ask to be left alone: 7 days. What goes beyond is cut. */
  public static final Duration MAX_RETRY_AFTER = Duration.ofDays(7);

  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;
  private static final int NOT_SENT = -1;
  private static final int MIN_REFUSAL = 400;
  private static final Set<Integer> OF_A_GATEWAY = Set.of(502, 504);
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
      @Nullable Throwable cause) {
    super(message, cause);
    this.hub = hub;
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  /**
   * Makes the exception for a hub that answered.
   *
   * @param body the first {@value #BODY_LIMIT_BYTES} bytes of its answer, without anything secret
   */
  public static HubException answered(URI hub, int status, String body, String message) {
    return answered(hub, status, body, null, message);
  }

  /**
   * Makes the exception for a hub that answered, and may have said when to come again.
   *
   * @param body the first {@value #BODY_LIMIT_BYTES} bytes of its answer, without anything secret
   * @param retryAfter how long the hub wants to be left alone, at most {@link #MAX_RETRY_AFTER};
   *     null if it did not say
   */
  public static HubException answered(
      URI hub, int status, String body, @Nullable Duration retryAfter, String message) {
    return new HubException(hub, status, body, retryAfter, message, null);
  }

  /**
   * Makes the exception for a hub that gave no answer: not reached, too slow, or not to be
   * contacted.
   */
  public static HubException unanswered(URI hub, String message, @Nullable Throwable cause) {
    return new HubException(hub, NO_ANSWER, "", null, message, cause);
  }

  /**
   * Makes the exception for a request that was not sent: this hub does not take such a one, or it
   * is not known what it takes.
   */
  public static HubException unsent(URI hub, String message, @Nullable Throwable cause) {
    return new HubException(hub, NOT_SENT, "", null, message, cause);
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
   * Returns the first {@value #BODY_LIMIT_BYTES} bytes of the hub's answer, read as UTF-8; empty if
   * there was none. It is the hub's text: escape it before it is shown.
   */
  public String body() {
    return body;
  }

  /**
   * Returns how long the hub wants to be left alone, from its answer on: the {@code Retry-After} of
   * an answer of 4xx or 5xx (RFC 9110 section 10.2.3). More than zero and at most {@link
   * #MAX_RETRY_AFTER}; empty if it named no time to come.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Tells whether the request is still open: the hub gave no answer, or one that neither accepts
   * nor refuses the request, and so may have taken it. Such an answer is one of 2xx other than the
   * expected ones, a redirect that leads nowhere, or the 502 or 504 of a gateway. Any other answer
   * of 4xx or 5xx is a refusal, and a request that was not sent is over too (W3C WebSub section
   * 5.1.2).
   */
  public boolean isUndecided() {
    return status == NO_ANSWER || (status > 0 && !isRefusal());
  }

  /**
   * Tells whether asking this hub again for the same is unlikely to succeed: it answered 400, 403,
   * 404 or 410.
   */
  public boolean isPermanent() {
    return PERMANENT.contains(status);
  }

  private boolean isRefusal() {
    return status >= MIN_REFUSAL && !OF_A_GATEWAY.contains(status);
  }
}
