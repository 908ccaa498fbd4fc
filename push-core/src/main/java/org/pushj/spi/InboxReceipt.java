package org.pushj.spi;

/**
 * The result of adding an update to an inbox.
 *
 * @since 0.1
 */
public enum InboxReceipt {
  /** It is stored and will be delivered. */
  ADDED,
  /** The inbox has, or had, the same update already. Nothing was changed. */
  DUPLICATE,
  /** The inbox is full. Nothing was changed. */
  FULL
}
