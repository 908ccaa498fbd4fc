package org.pushj.settings;

/**
 * Which hubs of a topic to subscribe at if it names several (W3C WebSub section 4).
 *
 * @since 0.1
 */
public enum HubChoice {
  /**
   * One hub: the first that may be contacted. If it fails three times in a row, the next one is
   * tried.
   */
  ONE,
  /**
   * Every hub, each with a subscription of its own: so no hub is needed, and the same content comes
   * once from each. Hubs that the topic names later are added at a renewal.
   */
  ALL
}
