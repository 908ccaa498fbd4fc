package org.pushj.examples.hub;

/** A request to the hub is not possible. The message says why, and goes to whoever has sent it. */
final class RequestRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  RequestRefusedException(int status, String reason) {
    super(reason);
    this.status = status;
  }

  /** Returns the exception for a parameter that is missing or wrong. */
  static RequestRefusedException badParameter(String name, String problem) {
    return new RequestRefusedException(400, name + ": " + problem);
  }

  /** Returns the HTTP status of the answer. */
  int status() {
    return status;
  }
}
