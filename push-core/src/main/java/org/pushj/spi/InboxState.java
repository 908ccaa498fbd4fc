package org.pushj.spi;

/**
 * Where an update in an inbox is on its way.
 *
 * @since 0.1
 */
public enum InboxState {
  /** It is to be delivered to the listener, or just being delivered. */
  WAITING,
  /** The listener could not take it for too long. It stays until somebody decides. */
  PARKED,
  /** The listener has taken it, and it is kept for a while. */
  DONE
}
