package org.pushj.jpa.claims;

import java.util.Map;
import org.pushj.concurrent.BoundedMap;
import org.slf4j.event.Level;

/** Remembers which rows could not be read, so that the log names each once. Thread-safe. */
public final class UnreadableIds {
  private final Map<String, Boolean> seen = BoundedMap.inOrderOfUse(10_000);

  /** Returns the level to log a row at: error the first time, debug after that. */
  public Level levelOf(String id) {
    synchronized (seen) {
      return seen.put(id, true) == null ? Level.ERROR : Level.DEBUG;
    }
  }
}
