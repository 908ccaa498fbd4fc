package org.pushj.spi;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;

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

  /**
   * Tells whether the connection was refused, so that no server listens there: the cause is a
   * {@link ConnectException} without a cause of another kind. A bad certificate, an unknown name or
   * an unreachable network does not count.
   */
  public boolean isRefused() {
    if (!(getCause() instanceof ConnectException refused)) {
      return false;
    }
    Throwable root = refused;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The client of the JDK tries a refused connection once more, on a channel that is closed then.
    return root instanceof ConnectException || root instanceof ClosedChannelException;
  }
}
