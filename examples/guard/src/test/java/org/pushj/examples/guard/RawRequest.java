package org.pushj.examples.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Sends requests with any {@code Host}, which HTTP clients do not allow. */
public final class RawRequest {
  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

  private RawRequest() {}

  /** Sends a GET request with these header lines, and returns the status of the response. */
  public static int get(URI url, String... headers) throws IOException {
    return status(send(url, "GET", "", headers));
  }

  /** Posts a form with these header lines, and returns the status of the response. */
  public static int post(URI url, String form, String... headers) throws IOException {
    return status(send(url, "POST", form, headers));
  }

  /** Sends a request with these header lines, and returns the status of the response. */
  public static int status(URI url, String method, String form, String... headers)
      throws IOException {
    return status(send(url, method, form, headers));
  }

  /** Sends a request with these header lines, and returns the whole response. */
  public static String send(URI url, String method, String form, String... headers)
      throws IOException {
    String request =
        method
            + (" " + url.getRawPath() + " HTTP/1.1\r\n")
            + String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList())
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + ("Content-Length: " + form.length() + "\r\nConnection: close\r\n\r\n" + form);
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static int status(String response) {
    return Integer.parseInt(response.split(" ", 3)[1]);
  }
}
