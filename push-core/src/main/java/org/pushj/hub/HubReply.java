package org.pushj.hub;

/**
 * How a hub took a request to subscribe or unsubscribe.
 *
 * @since 0.1
 */
public enum HubReply {
  /** 202: the hub will verify, or has just done so (W3C WebSub section 5.1.2). */
  ACCEPTED,
  /**
   * 204: the hub says that it has verified already (PubSubHubbub 0.3 section 6.1.2). Whether that
   * is enough, {@link HubProfile#noContentVerifies()} says.
   */
  VERIFIED
}
