package org.pushj.spi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Rejection;

/**
 * Hears what a subscriber and a publisher do, for metrics: {@code org.pushj.micrometer} has one for
 * Micrometer. Each method does nothing by default.
 *
 * <p>Called by several threads, each time by the one that does the work: so be quick. What a method
 * throws is logged once, and changes nothing. Whoever publishes a topic names its hub: bound how
 * many different ones are kept.
 *
 * @since 0.1
 */
public interface Monitor {

  /** Returns a monitor that does nothing. */
  static Monitor none() {
    return new Monitor() {};
  }

  /**
   * A hub has delivered content, and is about to be answered.
   *
   * @param time from the headers of the request to the answer, with the time that the body took
   */
  default void delivered(URI hub, Delivery result, Duration time) {}

  /** A delivery is dropped or refused, since its signature is missing or not right. */
  default void rejected(URI hub, Rejection why) {}

  /**
   * A hub was asked to subscribe or to unsubscribe (W3C WebSub sections 5.1 and 5.1.2).
   *
   * @param renewal whether a lease was running
   * @param failure why it did not take the request; null if it did
   */
  default void asked(
      URI hub, IntentKind kind, boolean renewal, @Nullable HubException failure, Duration time) {}

  /**
   * A hub has verified what it was asked for (W3C WebSub section 5.3).
   *
   * @param latency from the request, or the first one of several, to the verification
   */
  default void verified(URI hub, IntentKind kind, Duration latency) {}

  /**
   * A call of the listener has ended.
   *
   * @param failure what it threw; null if it took the update
   */
  default void listened(URI hub, @Nullable Throwable failure, Duration time) {}

  /** An update of the inbox was not taken, and is delivered again later. */
  default void retried(URI hub) {}

  /** An update of the inbox was parked. */
  default void parked(URI hub) {}

  /**
   * A hub was told in one request that topics have changed (PubSubHubbub 0.4 section 7).
   *
   * @param failure why it did not take the request; null if it did
   */
  default void pinged(URI hub, @Nullable HubException failure, Duration time) {}

  /** A ping was parked. */
  default void pingParked(URI hub) {}

  /**
   * What became of a delivery.
   *
   * @since 0.1
   */
  enum Delivery {
    /** The inbox, or without one the listener, took it. */
    TAKEN,
    /** It had come before, and is acknowledged. */
    REPEATED,
    /** The inbox or the listener failed, or is full: the hub is to try again later. */
    NOT_TAKEN,
    /** Its signature is missing or not right. */
    REJECTED,
    /** It is not wanted, too large, malformed, or there was no memory for it. */
    REFUSED,
    /** The connection broke before its end. */
    ABANDONED
  }
}
