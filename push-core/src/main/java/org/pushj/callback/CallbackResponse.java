package org.pushj.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * The answer of the callback endpoint, which an adapter for a web framework sends.
 *
 * @param status the HTTP status
 * @param headers header fields by name
 * @param body the body in UTF-8; may be empty
 * @since 0.1
 */
public record CallbackResponse(int status, Map<String, String> headers, String body) {

  /** Copies the headers. */
  public CallbackResponse {
    headers = Map.copyOf(headers);
  }

  /** Returns the bytes of the body. */
  public byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
