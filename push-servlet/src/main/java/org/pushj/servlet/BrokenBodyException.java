package org.pushj.servlet;

import java.io.IOException;

/** The body of a request did not arrive whole. The cause says what the container saw. */
final class BrokenBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenBodyException(IOException cause) {
    super("The content of a request to a callback did not arrive whole", cause);
  }
}
