package org.pushj.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.pushj.callback.CallbackResponse;

/** The answers of the endpoint: plain text that no browser takes for anything else. */
final class Answers {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int GONE = 410;
  static final int CONTENT_TOO_LARGE = 413;

  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "60";
  private static final Map<String, String> TEXT_HEADERS =
      Map.of(
          "Content-Type", "text/plain;charset=UTF-8",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store");

  private Answers() {}

  static CallbackResponse text(int status, String body) {
    return new CallbackResponse(status, TEXT_HEADERS, body);
  }

  static CallbackResponse text(int status, String body, String headerName, String headerValue) {
    Map<String, String> headers = new HashMap<>(TEXT_HEADERS);
    headers.put(headerName, headerValue);
    return new CallbackResponse(status, headers, body);
  }

  /** Returns an answer that asks the hub to try again later. */
  static CallbackResponse tryAgain(String body) {
    return text(SERVICE_UNAVAILABLE, body, "Retry-After", RETRY_AFTER_SECONDS);
  }
}
