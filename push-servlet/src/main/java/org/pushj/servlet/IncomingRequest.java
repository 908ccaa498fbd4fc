package org.pushj.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackResponse;

/** A request whose body is passed to the exchange chunk by chunk. Used by one thread at a time. */
final class IncomingRequest {
  private static final int BUFFER_BYTES = 8192;

  /**
   * How many bytes are read and discarded once the exchange wants no more. Closing a connection
   * while the client is still sending may destroy the response before the client has read it (RFC
   * 9112 section 9.6). Enough for content that there is no memory for now, whose hub is to come
   * again.
   */
  private static final long MAX_DISCARDED_BYTES = 16 << 20;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final CallbackExchange exchange;
  private final ServletInputStream in;
  private final long length;
  private byte[] buffer = {};
  private long received;
  private long discarded;

  IncomingRequest(
      HttpServletRequest request, HttpServletResponse response, CallbackExchange exchange)
      throws IOException {
    this.request = request;
    this.response = response;
    this.exchange = exchange;
    this.in = request.getInputStream();
    this.length = request.getContentLengthLong();
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  CallbackExchange exchange() {
    return exchange;
  }

  ServletInputStream in() {
    return in;
  }

  /**
   * Reads what is available without blocking. A body without a declared length is not read: its end
   * cannot be told from a pause.
   *
   * @return whether the body is complete
   * @throws IOException if the connection broke before the end of the body
   */
  boolean readAvailable() throws IOException {
    while (received < length && !isTooMuch()) {
      int available = in.available();
      if (available <= 0) {
        break;
      }
      readOn(available);
    }
    return received == length;
  }

  /**
   * Reads the next chunk; blocks unless the stream is ready.
   *
   * @return false at the end of the body
   * @throws IOException if the connection broke before the end of the body
   */
  boolean readOn() throws IOException {
    return readOn(length > 0 ? in.available() : 0);
  }

  private boolean readOn(int available) throws IOException {
    boolean wanted = exchange.wantsContent();
    boolean direct = wanted && available > 0;
    int count = direct ? exchange.contentFrom(in, available) : in.read(buffer());
    if (count < 0) {
      requireWhole();
      return false;
    }
    received += count;
    if (!wanted) {
      discarded += count;
    } else if (!direct) {
      exchange.content(buffer, 0, count);
    }
    return true;
  }

  private byte[] buffer() {
    if (buffer.length == 0) {
      buffer = new byte[BUFFER_BYTES];
    }
    return buffer;
  }

  /**
   * Checks that a body that has ended is complete.
   *
   * @throws EOFException if it is shorter than declared
   */
  void requireWhole() throws EOFException {
    if (received < length) {
      throw new EOFException(
          "received " + received + " bytes of content, " + length + " were declared");
    }
  }

  /** Tells whether so much was discarded that the connection should be closed. */
  boolean isTooMuch() {
    return discarded > MAX_DISCARDED_BYTES;
  }

  /** Sends the response of the exchange after its body was read. */
  void answer() throws IOException {
    exchange.complete(answer -> ServletTranslation.send(answer, response));
  }

  /**
   * Sends the response of an exchange that wants no more of the body. Its text is left out: Tomcat
   * stops reading once the declared length of a response is written.
   */
  void answerEarly() throws IOException {
    exchange.complete(
        answer -> answerAndClose(new CallbackResponse(answer.status(), answer.headers(), "")));
  }

  /** Sends a response without the exchange: the body did not come in whole, or not in time. */
  void abandon(CallbackResponse answer) throws IOException {
    exchange.abandon();
    answerAndClose(answer);
  }

  /** Sends a response and closes the connection, since part of the body may be unread. */
  void answerAndClose(CallbackResponse answer) throws IOException {
    ServletTranslation.sendAndClose(answer, request, response);
  }
}
