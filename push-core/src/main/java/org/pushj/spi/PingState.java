package org.pushj.spi;

/**
 * The state of a queued ping.
 *
 * @since 0.1
 */
public enum PingState {
  /** It is to be sent to the hub, or is being sent. */
  WAITING,
  /**
   * Dead-lettered: sending has failed too often and is not tried again. The ping stays until an
   * operator {@linkplain PingQueue#requeue requeues} or {@linkplain PingQueue#discard discards} it,
   * or a later ping for the same hub and topic replaces it.
   */
  PARKED
}
