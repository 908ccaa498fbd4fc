package org.pushj.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.pushj.spi.ConnectFailedException;

/**
 * Says what went wrong in an exchange. What the peer has a part in is shortened and made safe for a
 * log.
 */
final class Failures {
  private static final int SHOWN_CHARACTERS = 200;

  private Failures() {}

  /** Returns the exception for an exchange without an answer. */
  static IOException unanswered(String host, Throwable cause) {
    return hasSentNothing(cause)
        ? new ConnectFailedException("no connection to " + host + ": " + describe(cause), cause)
        : new IOException("no answer from " + host + ": " + describe(cause), cause);
  }

  /** Returns the exception for a body that did not come whole. */
  static IOException brokenOff(String host, Throwable cause) {
    return new IOException("the answer of " + host + " broke off: " + describe(cause), cause);
  }

  /** Returns a text of the peer's, short and without control characters. */
  static String shown(String text) {
    String cut =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Tells whether a request cannot have left. A TLS error that is no handshake error is not
   * counted: it may come after the handshake.
   */
  private static boolean hasSentNothing(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException
        || cause instanceof UnresolvedAddressException
        || cause instanceof SSLHandshakeException
        || cause instanceof SSLPeerUnverifiedException;
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : shown(message);
  }
}
