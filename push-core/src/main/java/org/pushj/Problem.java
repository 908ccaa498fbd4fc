package org.pushj;

import org.pushj.text.Texts;

/**
 * The reason why a subscription is not in the state that the application wants.
 *
 * @param kind what happened
 * @param text the reason in words, at most {@value #MAX_TEXT} characters; it may contain text from
 *     a hub, so escape it before it is shown
 * @param past whether it is outdated: a new request is under way, or the lease has ended
 * @since 0.1
 */
public record Problem(Kind kind, String text, boolean past) {
  /** The maximum length of the text, in characters; longer texts are truncated. */
  public static final int MAX_TEXT = 1000;

  /** Truncates the text. */
  public Problem {
    text = Texts.cut(text, MAX_TEXT);
  }

  /** Returns a current problem. */
  public static Problem of(Kind kind, String text) {
    return new Problem(kind, text, false);
  }

  /** Returns the problem, marked as outdated. */
  public Problem passed() {
    return new Problem(kind, text, true);
  }

  /** What happened. */
  public enum Kind {
    /** No topic and hub were found at the resource. */
    NO_HUB,
    /** The hub refused the last request. */
    REFUSED,
    /** The hub answered the last request 5xx or 429: it fails, or has too much to do. */
    HUB_ERROR,
    /** No answer of the hub came to the last request: it may not have got there. */
    UNANSWERED,
    /** The hub's answer to the last request is inconclusive, such as 200: it may verify it. */
    INCONCLUSIVE,
    /** The hub accepted the last request and did not verify it in time. */
    UNVERIFIED,
    /** The hub denied the subscription (W3C WebSub section 5.2). */
    DENIED,
    /** The hub fails for other subscriptions too, and its circuit breaker is open. */
    HUB_FAILS,
    /** The store cannot read the subscription; the log has the reason. */
    UNREADABLE
  }
}
