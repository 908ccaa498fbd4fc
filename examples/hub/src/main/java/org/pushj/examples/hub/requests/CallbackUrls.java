package org.pushj.examples.hub.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds and masks callback URLs. */
public final class CallbackUrls {
  private CallbackUrls() {}

  /** Appends parameters to a callback and keeps its own query (W3C WebSub section 5.3). */
  public static URI withParameters(URI callback, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(callback + (callback.getRawQuery() == null ? "?" : "&") + query);
  }

  /**
   * Returns a callback for the log: its origin only. The rest contains the secret token (W3C WebSub
   * section 8.2).
   */
  public static URI masked(URI callback) {
    return callback.resolve("/***");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
