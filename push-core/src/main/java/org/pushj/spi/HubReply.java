package org.pushj.spi;

/**
 * How a hub took a request to subscribe or unsubscribe (W3C WebSub section 5.1.2).
 *
 * @since 0.1
 */
public enum HubReply {
  /** The hub will verify the request, or has just done so. */
  ACCEPTED,
  /**
   * The request is granted, and no verification will follow: the hub has verified already
   * (PubSubHubbub 0.3 section 6.1.2), or is known to send none.
   */
  VERIFIED
}
