package org.pushj.subscriber;

import org.pushj.Update;

/** Takes the updates from the callback endpoint. */
@FunctionalInterface
interface Intake {

  /**
   * Takes an update whose signature was checked.
   *
   * @return false if it could not be taken, and the hub is to come again
   */
  boolean take(Update update);
}
