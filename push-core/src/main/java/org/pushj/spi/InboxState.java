package org.pushj.spi;

/**
 * The state of an update's delivery from an inbox.
 *
 * @since 0.1
 */
public enum InboxState {
  /** It is to be delivered to the listener, or is being delivered. */
  WAITING,
  /**
   * Dead-lettered: delivery has failed too often and is not tried again. The update stays, with its
   * content, until an operator {@linkplain UpdateInbox#requeue requeues} or {@linkplain
   * UpdateInbox#discard discards} it. The same word is used of pings ({@link PingState#PARKED}).
   */
  PARKED,
  /** It was delivered, and is retained for a while. */
  DONE
}
