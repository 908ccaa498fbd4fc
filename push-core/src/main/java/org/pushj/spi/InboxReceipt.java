package org.pushj.spi;

/**
 * What became of an update that was to be added to an inbox.
 *
 * @since 0.1
 */
public enum InboxReceipt {
  /** It is kept, and will be delivered. */
  ADDED,
  /** The inbox has, or had, the same already. Nothing was changed. */
  DUPLICATE,
  /** There is no room for it. Nothing was changed. */
  FULL
}
