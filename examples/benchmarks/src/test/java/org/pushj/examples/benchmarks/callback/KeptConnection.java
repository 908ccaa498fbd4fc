package org.pushj.examples.benchmarks.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connection that stays after each answer. An answer must be 2xx and have no content. */
final class KeptConnection implements AutoCloseable {
  private static final String END = "\r\n\r\n";
  private static final String OK = "HTTP/1.1 2";

  private final Socket socket;
  private final InputStream input;
  private final byte[] buffer = new byte[8192];

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    input = socket.getInputStream();
  }

  /** Sends a request, and waits for the answer. */
  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int length = 0;
    String answer = "";
    while (!answer.endsWith(END)) {
      int read = input.read(buffer, length, buffer.length - length);
      if (read <= 0) {
        throw new IOException("the answer ends after: " + answer);
      }
      length += read;
      answer = new String(buffer, 0, length, US_ASCII);
    }
    if (!answer.startsWith(OK)) {
      throw new IOException("the answer is: " + answer);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
