package org.pushj.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of the callback endpoint: what an adapter for a web framework sends.
 *
 * @param status the HTTP status
 * @param headers header fields by name
 * @param body the body in UTF-8; may be empty
 * @since 0.1
 */
public record CallbackResponse(int status, Map<String, String> headers, String body) {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int GONE = 410;
  static final int CONTENT_TOO_LARGE = 413;
  static final int SERVICE_UNAVAILABLE = 503;

  private static final Map<String, String> TEXT_HEADERS =
      Map.of(
          "Content-Type", "text/plain;charset=UTF-8",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store");

  /** Copies the headers. */
  public CallbackResponse {
    headers = Map.copyOf(headers);
  }

  /** Returns an answer of plain text that no browser takes for anything else. */
  static CallbackResponse text(int status, String body) {
    return new CallbackResponse(status, TEXT_HEADERS, body);
  }

  /** Returns an answer that asks the hub to try again later. */
  static CallbackResponse tryAgain(int afterSeconds, String body) {
    return text(SERVICE_UNAVAILABLE, body).with("Retry-After", Integer.toString(afterSeconds));
  }

  /** Returns the answer with one more header field. */
  CallbackResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new CallbackResponse(status, more, body);
  }

  /** Returns the bytes of the body. */
  public byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
