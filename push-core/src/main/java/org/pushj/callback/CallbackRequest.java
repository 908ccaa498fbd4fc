package org.pushj.callback;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request to the callback endpoint, without its body: what an adapter for a web framework hands
 * over. Nothing in it is decoded.
 *
 * @param method the HTTP method
 * @param path the path below the callback base, as it stands in the request line; a leading slash
 *     does not matter
 * @param query the query as it stands in the request line, without the question mark; null if there
 *     is none
 * @param headers all header fields, each value as it came; {@link HttpHeaders#of} makes them of a
 *     map, and wants names merged that differ in case only
 * @param contentLength the length of the body in bytes; -1 if the request does not declare it
 * @since 0.1
 */
public record CallbackRequest(
    String method, String path, @Nullable String query, HttpHeaders headers, long contentLength) {

  /** Returns a text that gives neither the token, nor the query, nor a signature away. */
  @Override
  public String toString() {
    return "CallbackRequest[" + method + ", content of " + contentLength + " bytes]";
  }
}
