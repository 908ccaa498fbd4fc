package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that one of the fakes was sent, as it was on the wire. Immutable.
 *
 * @since 0.1
 */
public final class RecordedRequest {
  private final String method;
  private final String path;
  private final @Nullable String rawQuery;
  private final HttpHeaders headers;
  private final byte[] body;

  RecordedRequest(
      String method, String path, @Nullable String rawQuery, HttpHeaders headers, byte[] body) {
    this.method = method;
    this.path = path;
    this.rawQuery = rawQuery;
    this.headers = headers;
    this.body = body;
  }

  /** Returns the method, as {@code GET}. */
  public String method() {
    return method;
  }

  /** Returns the path, with its percent-encoding. */
  public String path() {
    return path;
  }

  /** Returns what stands behind the question mark, with its percent-encoding; empty if none did. */
  public Optional<String> rawQuery() {
    return Optional.ofNullable(rawQuery);
  }

  /** Returns all header fields. */
  public HttpHeaders headers() {
    return headers;
  }

  /** Returns the first value of a header field; empty if there is none. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** Returns the body as a new array, empty if there was none. */
  public byte[] body() {
    return body.clone();
  }

  /** Returns the body, read as UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /**
   * Returns the body, read as a form in UTF-8: all values of each name, in their order. The content
   * type is not looked at.
   *
   * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
   */
  public Map<String, List<String>> form() {
    return Form.parse(text());
  }

  @Override
  public String toString() {
    String query = rawQuery == null ? "" : "?" + rawQuery;
    return method + " " + path + query + (body.length == 0 ? "" : " " + text());
  }
}
