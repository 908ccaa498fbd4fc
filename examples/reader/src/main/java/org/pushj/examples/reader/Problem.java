package org.pushj.examples.reader;

/** Why a request fails: an HTTP status, and a sentence for the client. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Problem(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
