package org.pushj.spi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Rejection;

/**
 * Receives the activity of a subscriber and a publisher, for metrics: {@code org.pushj.micrometer}
 * has an implementation for Micrometer. Each method does nothing by default.
 *
 * <p>Called by several threads, always by the one that does the work, so be quick. Exceptions are
 * logged once and change nothing. Hubs are chosen by publishers, so limit how many are kept.
 *
 * @since 0.1
 */
public interface Monitor {

  /** Returns a monitor that does nothing. */
  static Monitor none() {
    return new Monitor() {};
  }

  /**
   * Called when a hub has delivered content, before it is answered.
   *
   * @param time from the headers of the request to the answer, including the transfer of the body
   */
  default void delivered(URI hub, Delivery result, Duration time) {}

  /** Called when a delivery is dropped or refused because its signature is missing or invalid. */
  default void rejected(URI hub, Rejection why) {}

  /**
   * Called after a request to a hub to subscribe or unsubscribe (W3C WebSub sections 5.1 and
   * 5.1.2).
   *
   * @param renewal whether a lease was active
   * @param failure why the hub did not accept it; null if it did
   */
  default void asked(
      URI hub, IntentKind kind, boolean renewal, @Nullable HubException failure, Duration time) {}

  /**
   * Called when a hub has verified a request (W3C WebSub section 5.3).
   *
   * @param latency from the request, or the first one of several, to the verification
   */
  default void verified(URI hub, IntentKind kind, Duration latency) {}

  /**
   * Called when a call of the listener has ended.
   *
   * @param failure the exception; null if it succeeded
   */
  default void listened(URI hub, @Nullable Throwable failure, Duration time) {}

  /** Called when a delivery from the inbox has failed and will be retried. */
  default void retried(URI hub) {}

  /** Called when an update of the inbox was parked. */
  default void parked(URI hub) {}

  /**
   * Called after a ping to a hub (PubSubHubbub 0.4 section 7).
   *
   * @param failure why the hub did not accept it; null if it did
   */
  default void pinged(URI hub, @Nullable HubException failure, Duration time) {}

  /** Called when a ping was parked. */
  default void pingParked(URI hub) {}

  /**
   * The outcome of a delivery.
   *
   * @since 0.1
   */
  enum Delivery {
    /** Accepted by the inbox, or without one by the listener. */
    TAKEN,
    /** A duplicate, which is acknowledged. */
    REPEATED,
    /** The inbox or the listener failed, or the inbox is full: the hub should retry later. */
    NOT_TAKEN,
    /** Its signature is missing or invalid. */
    REJECTED,
    /** Unwanted, too large or malformed. */
    REFUSED,
    /** There was not enough memory for it: the hub should retry soon. */
    NO_MEMORY,
    /** The connection was closed before the end of the body. */
    ABANDONED
  }
}
