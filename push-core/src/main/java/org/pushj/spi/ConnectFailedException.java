package org.pushj.spi;

import java.io.IOException;

/**
 * No connection could be established, so nothing was sent: the host name is unknown, the connection
 * was refused, or the TLS handshake failed.
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
