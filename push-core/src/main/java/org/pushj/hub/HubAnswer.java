package org.pushj.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.pushj.HubException;
import org.pushj.spi.HttpTransport;

/** What matters of a hub's answer. Headers that are not there are empty. */
record HubAnswer(int status, String location, String retryAfter, String body) {

  /** Reads an answer, and of its text no more than an exception keeps. */
  static HubAnswer of(HttpTransport.Response response) {
    String location = response.headers().firstValue("Location").orElse("");
    String retryAfter = response.headers().firstValue("Retry-After").orElse("");
    boolean accepted = response.status() == 202 || response.status() == 204;
    return new HubAnswer(response.status(), location, retryAfter, accepted ? "" : bodyOf(response));
  }

  private static String bodyOf(HttpTransport.Response response) {
    try {
      return new String(response.body().readNBytes(HubException.BODY_LIMIT_BYTES), UTF_8);
    } catch (IOException e) {
      return "(the text of the answer could not be read: " + e.getMessage() + ")";
    }
  }
}
