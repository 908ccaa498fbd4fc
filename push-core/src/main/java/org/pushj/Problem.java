package org.pushj;

/**
 * Why a subscription is not where the application wants it to be.
 *
 * @param kind what happened
 * @param text the same in words, at most {@value #MAX_TEXT} characters; a hub may have written
 *     parts of it, so escape it before it is shown
 * @since 0.1
 */
public record Problem(Kind kind, String text) {
  /** How long the text is at most, in characters; what goes beyond is cut. */
  public static final int MAX_TEXT = 1000;

  /** Cuts the text to its length. */
  public Problem {
    if (text.length() > MAX_TEXT) {
      text = text.substring(0, MAX_TEXT);
    }
  }

  /** Returns the same problem once a new request is on its way: it is history. */
  public Problem past() {
    return new Problem(Kind.PAST, text);
  }

  /** What happened. */
  public enum Kind {
    /** No topic and hub were found at the resource. */
    NO_HUB,
    /** The hub refused the last request. */
    REFUSED,
    /** The hub's answer to the last request proves nothing, or there was none. */
    UNANSWERED,
    /** The hub accepted the last request and did not verify it in time. */
    UNVERIFIED,
    /** The hub denied the subscription (W3C WebSub section 5.2). */
    DENIED,
    /** The hub fails for others too, and is not asked for a while. */
    HUB_FAILS,
    /** Something of the above, before the request that is open now. */
    PAST
  }
}
