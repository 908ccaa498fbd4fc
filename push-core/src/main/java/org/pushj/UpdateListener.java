package org.pushj;

/**
 * Receives the updates of all subscriptions. Implemented by the application; called concurrently by
 * several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UpdateListener {

  /**
   * Receives one update. Delivery is at least once: the same update may be delivered again after a
   * crash, or when our response did not reach the hub. {@link Update#id()} tells whether it is the
   * same receipt, and {@link Update#sha256()} whether it is the same content.
   *
   * <p>Without an inbox the hub waits for this call to return: only then is its delivery
   * acknowledged. Be quick, and return only once the update is safe. The order is not guaranteed.
   *
   * <p>With an inbox the delivery has been acknowledged before, and this call may take longer, up
   * to a time limit after which it is interrupted. Updates of one subscription may be delivered
   * concurrently and in any order, unless {@link #wantsOrder()} returns true.
   *
   * @throws Exception if the update could not be processed. Without an inbox the exception is
   *     logged, the hub is answered 503, and most hubs try again. With an inbox the update is
   *     delivered again later, and parked (dead-lettered) if that fails too often. An {@link Error}
   *     is treated in the same way
   */
  void onUpdate(Update update) throws Exception;

  /**
   * Tells whether the updates of one subscription must be delivered one at a time, in the order
   * received. This requires an inbox. A failing update then holds up those behind it until it is
   * parked. Called once, when the subscriber is built. Default: false.
   */
  default boolean wantsOrder() {
    return false;
  }
}
