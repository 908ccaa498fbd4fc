package org.pushj.subscriber;

import org.pushj.lifecycle.Intent;

/**
 * An action of an operator on subscriptions: see {@link Operations#apply} and {@link
 * Operations#applyToAll}.
 *
 * @since 0.1
 */
public enum OperatorAction {
  /**
   * Retries a subscription that has failed, was given up, or waits for a hub: its work is due now,
   * and its attempts are reset. Background work sends the request, at the pace that hubs allow. A
   * subscription that only waits for its renewal, or is {@linkplain #PAUSE paused}, is unchanged.
   */
  RETRY,

  /**
   * Pauses a subscription on all nodes, across restarts, until it is {@linkplain #RESUME resumed}:
   * it is not renewed, retried or looked up, even if the application subscribes or renews in the
   * meantime. An active lease continues, and verifications and content are accepted; its end is not
   * reported. A request in flight continues, without a fallback if it fails. {@link
   * Subscriber#unsubscribe} and {@link Subscriber#forget} still work, and end the pause. A
   * subscription that is being unsubscribed is unchanged.
   */
  PAUSE,

  /**
   * Ends a {@linkplain #PAUSE pause}: background work contacts the hub at once, for a new lease if
   * one is active, and the attempts are reset. If the lease has ended in the meantime, that is
   * reported now.
   */
  RESUME;

  Intent.Action intent() {
    return switch (this) {
      case RETRY -> Intent.Action.RETRY;
      case PAUSE -> Intent.Action.PAUSE;
      case RESUME -> Intent.Action.RESUME;
    };
  }
}
