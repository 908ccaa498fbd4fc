package org.pushj.endpoint;

import org.pushj.Subscription;
import org.pushj.callback.CallbackResponse;

/**
 * Reads a subscription once more, where it was remembered and a check against that has failed, or
 * it may have changed since it was read.
 */
interface FreshRow {

  /** Tells whether the subscription has changed here since it was read, or that was long ago. */
  boolean isOutdated();

  /**
   * Reads what the store has now.
   *
   * @throws Unreadable if there is no such subscription, or the store failed
   */
  Subscription read() throws Unreadable;

  /** There is nothing to check against. */
  final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient CallbackResponse answer;

    Unreadable(CallbackResponse answer) {
      super(null, null, false, false);
      this.answer = answer;
    }

    /** Returns what the hub is answered. */
    CallbackResponse answer() {
      return answer;
    }
  }
}
