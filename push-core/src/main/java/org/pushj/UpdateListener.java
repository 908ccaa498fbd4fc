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
   * Takes one update. The hub waits for the end of this call: only then is its delivery
   * acknowledged. So be quick, and return only when the update is safe.
   *
   * <p>At least once: a hub that did not hear our answer sends the content again. The order is not
   * promised.
   *
   * @throws Exception if the update could not be taken; it is logged, the hub is answered 503, and
   *     most hubs try again
   */
  void onUpdate(Update update) throws Exception;
}
