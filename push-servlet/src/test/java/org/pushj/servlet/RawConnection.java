package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A connection on which a test sends what no HTTP client would. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  /** Sends a text, of which each character is one byte. */
  RawConnection send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends a text, each byte in a packet of its own. */
  RawConnection dribble(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      send(text.substring(i, i + 1));
    }
    return this;
  }

  /** Ends what is sent; the other direction stays open. */
  RawConnection endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Tells whether a part of an answer has come. */
  boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  /**
   * Reads one final answer.
   *
   * @throws IOException if the connection ends before that
   */
  Answer read() throws IOException {
    Answer answer = readHead();
    while (answer.status() / 100 == 1) {
      answer = readHead();
    }
    int length = answer.header("Content-Length").map(Integer::parseInt).orElse(0);
    return new Answer(answer.head(), new String(in.readNBytes(length), ISO_8859_1));
  }

  /** Reads an answer without its body. */
  Answer readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection has ended after: " + head.toString(ISO_8859_1));
      }
      head.write(next);
    }
    return new Answer(head.toString(ISO_8859_1).lines().filter(l -> !l.isEmpty()).toList(), "");
  }

  /**
   * Waits for the end of the connection, in order or by a reset. What comes before it is dropped.
   *
   * @throws java.net.SocketTimeoutException if it does not come in time
   */
  void awaitEnd() throws IOException {
    try {
      awaitOrderlyEnd();
    } catch (SocketException reset) {
      // The other side has closed it with bytes unread, which is an end too.
    }
  }

  /**
   * Waits for the end of the connection. What comes before it is dropped.
   *
   * @throws SocketException if the other side resets the connection
   */
  void awaitOrderlyEnd() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
