package org.pushj;

/**
 * The two kinds of request that a hub verifies (W3C WebSub section 5.1).
 *
 * @since 0.1
 */
public enum IntentKind {
  /** {@code hub.mode=subscribe}: a first request, or a renewal. */
  SUBSCRIBE,
  /** {@code hub.mode=unsubscribe}. */
  UNSUBSCRIBE
}
