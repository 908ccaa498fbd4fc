package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HttpTransport.Request;
import org.pushj.spi.HttpTransport.Response;

/** Exchanges with a {@link ScriptedPeer}, as the {@link HttpTransportContract} makes them. */
final class Exchanges {
  /** A time limit that is not reached. */
  static final Duration AMPLE = Duration.ofSeconds(30);

  /** A time limit that is meant to be reached. */
  static final Duration SHORT = Duration.ofMillis(400);

  /** How long a body may be, in bytes. */
  static final int LIMIT = 100_000;

  private Exchanges() {}

  static Request get(URI uri) {
    return new Request("GET", uri, Map.of(), null, AMPLE, LIMIT);
  }

  static String text(Response response) throws IOException {
    return new String(response.body().readAllBytes(), UTF_8);
  }

  static String exchangeText(HttpTransport transport, Request request) throws IOException {
    try (Response response = transport.send(request)) {
      return text(response);
    }
  }

  /** Returns why an exchange failed, and asserts that it did. */
  static IOException failure(HttpTransport transport, Request request) {
    return assertThrows(IOException.class, () -> exchangeText(transport, request));
  }

  static void sendGzip(ScriptedPeer.Exchange exchange, byte[] gzip) throws IOException {
    exchange.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + gzip.length + "\r\n\r\n");
    exchange.send(gzip);
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
      out.write(plain);
    }
    return coded.toByteArray();
  }
}
