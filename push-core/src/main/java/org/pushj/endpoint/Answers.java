package org.pushj.endpoint;

import java.util.HashMap;
import java.util.Map;
import org.pushj.callback.CallbackResponse;

/** All answers of the endpoint: plain text that no browser takes for anything else. */
final class Answers {
  private static final Map<String, String> TEXT =
      Map.of(
          "Content-Type", "text/plain;charset=UTF-8",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store");

  static final CallbackResponse UNUSUAL_METHOD =
      text(405, "The method must be GET or POST.", "Allow", "GET, POST");
  static final CallbackResponse UNKNOWN = text(404, "There is no such subscription.");
  static final CallbackResponse UNAVAILABLE = tryAgain("The store is not available.");

  static final CallbackResponse NOT_ASKED_FOR = text(404, "No matching request is pending.");

  static final CallbackResponse TAKEN = text(200, "");

  /** Answers nearly all deliveries, and has no text that a header would say something about. */
  static final CallbackResponse DELIVERED = new CallbackResponse(200, Map.of(), "");

  static final CallbackResponse ENDED = text(410, "The subscription has ended.");
  static final CallbackResponse NOT_VERIFIED = text(404, "The subscription is not verified.");
  static final CallbackResponse LAPSED =
      tryAgain("The lease has ended, and a new one is asked for.");
  static final CallbackResponse NOT_SIGNED =
      text(403, "The content is not signed in a way that is accepted here.");
  static final CallbackResponse NOT_TAKEN = tryAgain("The content could not be taken now.");

  /** Memory is free again in a moment, unlike a store that does not work. */
  static final CallbackResponse NO_MEMORY =
      text(503, "There is no memory for the content now.", "Retry-After", "2");

  private Answers() {}

  /** Repeats a challenge unchanged, as a type that no browser shows (W3C WebSub section 5.3.1). */
  static CallbackResponse confirmed(String challenge) {
    return text(200, challenge, "Content-Type", "application/octet-stream");
  }

  /** Answers a probe of our own. */
  static CallbackResponse proven(String proof) {
    return text(200, proof);
  }

  static CallbackResponse malformed(String why) {
    return text(400, why);
  }

  static CallbackResponse tooLarge(int maxBytes) {
    return text(413, "At most " + maxBytes + " bytes of content are taken.");
  }

  private static CallbackResponse tryAgain(String body) {
    return text(503, body, "Retry-After", "60");
  }

  private static CallbackResponse text(int status, String body) {
    return new CallbackResponse(status, TEXT, body);
  }

  private static CallbackResponse text(int status, String body, String name, String value) {
    Map<String, String> headers = new HashMap<>(TEXT);
    headers.put(name, value);
    return new CallbackResponse(status, headers, body);
  }
}
