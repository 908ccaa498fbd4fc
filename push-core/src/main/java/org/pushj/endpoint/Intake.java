package org.pushj.endpoint;

import org.pushj.Update;
import org.pushj.spi.Monitor;

/** Takes the updates from the callback endpoint. */
@FunctionalInterface
public interface Intake {

  /**
   * Takes an update whose signature was checked.
   *
   * @return what became of it; if {@link Monitor.Delivery#NOT_TAKEN}, the hub is to try again
   */
  Monitor.Delivery take(Update update);
}
