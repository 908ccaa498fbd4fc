package org.pushj.examples.reader.requests;

/** Why a request fails: an HTTP status, and a sentence for the client. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Makes the exception of a request that fails. */
  public Problem(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the HTTP status of the response. */
  public int status() {
    return status;
  }
}
