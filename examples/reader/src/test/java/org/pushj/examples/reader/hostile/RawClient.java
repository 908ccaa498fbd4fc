package org.pushj.examples.reader.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Scanner;

/** Sends requests to the letter, of which an HTTP client would refuse some. */
record RawClient(int port) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Opens a connection and sends the first bytes. */
  Socket open(String text) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a request without a body.
   *
   * @param start the method and the target
   * @param headers each with its line end
   * @return the status
   */
  int send(String start, String headers) throws IOException {
    return send(start, headers, "");
  }

  /** Sends a request with a body, and returns the status. */
  int send(String start, String headers, String body) throws IOException {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    String request =
        start + " HTTP/1.1\r\n" + headers + length + "Connection: close\r\n\r\n" + body;
    try (Socket socket = open(request);
        Scanner answer = new Scanner(socket.getInputStream(), ISO_8859_1)) {
      if (!answer.hasNext()) {
        throw new IOException("no response");
      }
      answer.next();
      return answer.nextInt();
    }
  }
}
