package org.pushj.examples.kafka;

import java.nio.file.FileSystemException;

/** Says in one line why something of Kafka's did not work. */
final class Reason {
  private Reason() {}

  /**
   * Returns what was thrown and its causes say, each once, for people. What they quote from a JAAS
   * configuration is left out: where a quotation mark is missing it is a part of the password.
   */
  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      // The message of such a one is the path alone.
      String message =
          cause instanceof FileSystemException
              ? cause.toString()
              : String.valueOf(cause.getMessage());
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString().replaceAll("(?s)'.*' in JAAS", "[hidden] in JAAS");
  }
}
