package org.pushj.spi;

/**
 * Where a ping in a queue is on its way.
 *
 * @since 0.1
 */
public enum PingState {
  /** It is to be sent to the hub, or just being sent. */
  WAITING,
  /** The hub has not taken it for too long. It stays until somebody decides. */
  PARKED
}
