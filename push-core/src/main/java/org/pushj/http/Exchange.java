package org.pushj.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.pushj.spi.ConnectFailedException;
import org.pushj.text.Texts;
import org.pushj.time.Durations;

/**
 * An exchange with a host: when it must be over, on a monotonic clock, and what may go wrong in it.
 */
final class Exchange {
  /** Far enough away to mean "no deadline", near enough to be counted in nanoseconds. */
  private static final Duration MAX = Duration.ofDays(365);

  private final String host;
  private final Duration allowed;
  private final long end;

  /** Begins an exchange that must be over when {@code allowed} has passed. */
  Exchange(String host, Duration allowed) {
    this.host = host;
    this.allowed = Durations.shorter(allowed, MAX);
    this.end = System.nanoTime() + this.allowed.toNanos();
  }

  /** Returns the time that is left, in nanoseconds; zero or less if none is. */
  long nanosLeft() {
    return end - System.nanoTime();
  }

  /** Returns the exception for an exchange that was not over in time. */
  HttpTimeoutException timedOut() {
    return new HttpTimeoutException(
        "the exchange with " + host + " was not over within " + allowed.toMillis() + " ms");
  }

  /** Sets the interrupt flag of this thread again, and returns the exception for it. */
  InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted during the exchange with " + host);
  }

  /** Returns the exception for an exchange without an answer. */
  IOException unanswered(Throwable cause) {
    return hasSentNothing(cause)
        ? new ConnectFailedException("no connection to " + host + ": " + describe(cause), cause)
        : new IOException("no answer from " + host + ": " + describe(cause), cause);
  }

  /** Returns the exception for a body that did not come whole. */
  IOException brokenOff(Throwable cause) {
    return new IOException("the answer of " + host + " broke off: " + describe(cause), cause);
  }

  /** Returns the exception for a body that was closed before its end. */
  IOException closed() {
    return new IOException("the answer of " + host + " is closed");
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

  /** The peer has a part in what failed, so its words are made safe for a log. */
  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : Texts.excerpt(message);
  }
}
