package org.pushj.examples.kafka;

import java.nio.file.FileSystemException;

/** Describes in one line why a Kafka operation failed. */
final class Reason {
  private Reason() {}

  /**
   * Returns the messages of an exception and its causes, each once. Quotes from a JAAS
   * configuration are left out: if a quotation mark is missing, they contain a part of the
   * password.
   */
  static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      // Its message is only the path.
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
