package org.pushj.spi;

import java.io.IOException;

/**
 * No connection came about, so that nothing was sent: the name is unknown, nobody listens, or TLS
 * did not succeed.
 *
 * @since 0.1
 */
public final class ConnectFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public ConnectFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
