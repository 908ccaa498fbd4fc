package org.pushj;

/**
 * Takes the updates of all subscriptions. Implemented by the application; called by several threads
 * at a time.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UpdateListener {

  /**
   * Takes one update. At least once: the same may come again, after a crash or when a hub did not
   * hear our answer; {@link Update#id()} tells whether it is the same receipt, and {@link
   * Update#sha256()} whether it is the same content.
   *
   * <p>Without an inbox the hub waits for the end of this call: only then is its delivery
   * acknowledged. So be quick, and return only when the update is safe. The order is not promised.
   *
   * <p>With an inbox the hub was answered before, and this call may take its time, within a limit
   * after which it is interrupted. Several updates of one subscription may come at a time and in
   * any order, unless {@link #wantsOrder()} says otherwise.
   *
   * @throws Exception if the update could not be taken. Without an inbox it is logged, the hub is
   *     answered 503, and most hubs try again. With one the update is delivered again later, and
   *     parked if that fails too often. Errors are treated alike
   */
  void onUpdate(Update update) throws Exception;

  /**
   * Tells whether the updates of one subscription are to be delivered one at a time, in the order
   * received. That takes an inbox. One that fails then holds up those after it, until it is parked.
   * Called once, when the subscriber is built. Default: no.
   */
  default boolean wantsOrder() {
    return false;
  }
}
