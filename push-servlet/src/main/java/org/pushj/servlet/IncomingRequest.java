package org.pushj.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import org.pushj.subscriber.CallbackExchange;
import org.pushj.subscriber.CallbackResponse;

/** One request whose body goes to the exchange piece by piece. Used by one thread at a time. */
final class IncomingRequest {
  private static final int BUFFER_BYTES = 8192;

  /**
   * How much is read and dropped after nobody wants it, in bytes. Whoever closes a connection while
   * the other side still sends may take away the answer before it is read (RFC 9112 section 9.6).
   */
  private static final long MAX_UNWANTED_BYTES = 1 << 20;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final CallbackExchange exchange;
  private final ServletInputStream in;
  private final long length;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long taken;
  private long unwanted;

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
   * Reads what is there already, without waiting. A body without a declared length is left alone:
   * its end cannot be told from a pause.
   *
   * @return whether that is the whole body
   * @throws IOException if the body has broken off
   */
  boolean readWhatIsThere() throws IOException {
    while (taken < length && !isTooMuch() && in.available() > 0) {
      readOn();
    }
    return taken == length;
  }

  /**
   * Reads the next piece; waits for it unless the stream is ready.
   *
   * @return false at the end of the body
   * @throws IOException if the body has broken off
   */
  boolean readOn() throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      requireWhole();
      return false;
    }
    taken += count;
    if (exchange.wantsContent()) {
      exchange.content(buffer, 0, count);
    } else {
      unwanted += count;
    }
    return true;
  }

  /**
   * Checks the length of a body that has ended.
   *
   * @throws EOFException if less has come than was declared
   */
  void requireWhole() throws EOFException {
    if (taken < length) {
      throw new EOFException(taken + " bytes of content came, " + length + " were declared");
    }
  }

  /** Tells whether so much has come after the exchange wanted no more that it shall end. */
  boolean isTooMuch() {
    return unwanted > MAX_UNWANTED_BYTES;
  }

  /** Sends the answer of the exchange, whose body was read. */
  void answer() throws IOException {
    ServletTranslation.send(exchange.complete(), response);
  }

  /**
   * Sends the answer of the exchange, which wants no more of the body, without its text: Tomcat
   * reads no more once the declared length of an answer is written.
   */
  void answerEarly() throws IOException {
    CallbackResponse answer = exchange.complete();
    answerAndClose(new CallbackResponse(answer.status(), answer.headers(), ""));
  }

  /** Sends an answer after which the connection ends, since of the body something may be left. */
  void answerAndClose(CallbackResponse answer) throws IOException {
    ServletTranslation.sendAndClose(answer, request, response);
  }
}
