package org.pushj.spi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;

/**
 * Sends HTTP requests to publishers and hubs. Implementations are thread-safe.
 *
 * <p>A transport asks its {@link UrlPolicy} before each request and follows no redirects: the
 * caller decides about each one and sends a new request to the next URL.
 *
 * @since 0.1
 */
public interface HttpTransport {

  /**
   * Sends one request and returns once the status and the headers have arrived. The caller closes
   * the response.
   *
   * @throws UrlRefusedException if the policy does not allow the URL; no connection was made
   * @throws ConnectFailedException if no connection could be established; nothing was sent
   * @throws IOException if the exchange failed or took longer than the deadline, or if the policy
   *     no longer allows the URL when the response arrives. An interrupt aborts the exchange too;
   *     the thread's interrupt flag is then set
   * @throws IllegalArgumentException if a header field cannot be sent
   */
  Response send(Request request) throws IOException;

  /**
   * A request.
   *
   * @param method {@code GET} or {@code POST}
   * @param uri the http or https URL
   * @param headers header fields by name
   * @param body the body; null for none. It is not copied, and must not be changed
   * @param deadline how long the whole exchange may take, to the last byte of the body
   * @param maxBodyBytes how many bytes of the response body may be read, after decompression;
   *     beyond that the stream throws an {@link IOException}
   */
  @SuppressWarnings("ArrayRecordComponent") // Requests are sent, not compared.
  record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      byte @Nullable [] body,
      Duration deadline,
      long maxBodyBytes) {

    /** Copies the header fields. */
    // Not compact: the compiler of JDK 17 would not tell other modules that the body may be null.
    public Request(
        String method,
        URI uri,
        Map<String, String> headers,
        byte @Nullable [] body,
        Duration deadline,
        long maxBodyBytes) {
      this.method = method;
      this.uri = uri;
      this.headers = Map.copyOf(headers);
      this.body = body;
      this.deadline = deadline;
      this.maxBodyBytes = maxBodyBytes;
    }

    /** Returns a text without the query, the values of header fields and the body. */
    @Override
    public String toString() {
      return method + " " + Urls.forMessage(uri) + " with " + new TreeSet<>(headers.keySet());
    }
  }

  /** A response, which must be closed. Closing it early discards the rest of the body. */
  interface Response extends AutoCloseable {

    /** Returns the status code. */
    int status();

    /** Returns the header fields. */
    HttpHeaders headers();

    /**
     * Returns the body, decoded from the content codings that the transport understands. Reading
     * throws an {@link IOException} when the body is too large or the deadline has passed.
     */
    InputStream body();

    /** Discards what was not read. */
    @Override
    void close();
  }
}
