package org.pushj.callback;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request to the callback endpoint, without its body, as an adapter for a web framework passes it
 * on. Nothing in it is decoded. Immutable.
 *
 * @since 0.1
 */
public final class CallbackRequest {
  private final String method;
  private final String path;
  private final @Nullable String query;
  private final Function<String, List<String>> values;
  private final Supplier<HttpHeaders> headers;
  private final long contentLength;

  /**
   * Makes a request.
   *
   * @param method the HTTP method
   * @param path the path below the callback base, as in the request line; a leading slash does not
   *     matter
   * @param query the query as in the request line, without the question mark; null if there is none
   * @param headers all header fields, each value as received; {@link HttpHeaders#of} makes them
   *     from a map, in which names that differ only in case must be merged
   * @param contentLength the length of the body in bytes; -1 if the request does not declare it
   */
  public CallbackRequest(
      String method, String path, @Nullable String query, HttpHeaders headers, long contentLength) {
    this(method, path, query, headers::allValues, () -> headers, contentLength);
  }

  /**
   * Makes a request whose headers are collected only if all of them are needed: most deliveries
   * need a few.
   *
   * @param values returns the values of a header, by its name in any case; none if there is none
   * @param headers returns all header fields. Both may be called by several threads, and after the
   *     request is over if its exchange wants content, or if one of them was called before
   */
  public CallbackRequest(
      String method,
      String path,
      @Nullable String query,
      Function<String, List<String>> values,
      Supplier<HttpHeaders> headers,
      long contentLength) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.values = values;
    this.headers = headers;
    this.contentLength = contentLength;
  }

  /** Returns the HTTP method. */
  public String method() {
    return method;
  }

  /** Returns the raw path below the callback base. */
  public String path() {
    return path;
  }

  /** Returns the raw query; null if there is none. */
  public @Nullable String query() {
    return query;
  }

  /**
   * Returns the values of a header, by its name in any case, as received; none if there is none.
   */
  public List<String> values(String name) {
    return values.apply(name);
  }

  /** Returns all header fields. */
  public HttpHeaders headers() {
    return headers.get();
  }

  /** Returns the length of the body in bytes; -1 if the request does not declare it. */
  public long contentLength() {
    return contentLength;
  }

  /** Returns a text that reveals neither the token, nor the query, nor a signature. */
  @Override
  public String toString() {
    return "CallbackRequest[" + method + ", content of " + contentLength + " bytes]";
  }
}
