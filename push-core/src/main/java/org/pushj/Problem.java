package org.pushj;

/**
 * Why a subscription is not where the application wants it to be.
 *
 * @param kind what happened
 * @param text the same in words, at most {@value #MAX_TEXT} characters; a hub may have written
 *     parts of it, so escape it before it is shown
 * @param past whether something happened since: a new request is on its way, or the lease has ended
 * @since 0.1
 */
public record Problem(Kind kind, String text, boolean past) {
  /** How long the text is at most, in characters; what goes beyond is cut. */
  public static final int MAX_TEXT = 1000;

  /** Cuts the text to its length. */
  public Problem {
    if (text.length() > MAX_TEXT) {
      text = text.substring(0, MAX_TEXT);
    }
  }

  /** Returns a problem that is the last that happened. */
  public static Problem of(Kind kind, String text) {
    return new Problem(kind, text, false);
  }

  /** Returns the same problem once something else happened. */
  public Problem passed() {
    return new Problem(kind, text, true);
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
    /** The store cannot read the subscription; it is in the log why. */
    UNREADABLE
  }
}
