package org.pushj.endpoint;

import org.pushj.Update;

/** Takes the updates from the callback endpoint. */
@FunctionalInterface
public interface Intake {

  /**
   * Takes an update whose signature was checked.
   *
   * @return false if it could not be taken, and the hub is to try again
   */
  boolean take(Update update);
}
