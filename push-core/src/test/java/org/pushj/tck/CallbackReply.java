package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber's callback answered to a {@link FakeHub}. Immutable.
 *
 * @since 0.1
 */
public final class CallbackReply {
  private final HubRequest request;
  private final HttpResponse<byte[]> http;
  private final @Nullable String challenge;

  CallbackReply(HubRequest request, HttpResponse<byte[]> http, @Nullable String challenge) {
    this.request = request;
    this.http = http;
    this.challenge = challenge;
  }

  /** Returns the request to the hub that named the callback. */
  public HubRequest request() {
    return request;
  }

  /** Returns the status code. */
  public int status() {
    return http.statusCode();
  }

  /** Returns all header fields. */
  public HttpHeaders headers() {
    return http.headers();
  }

  /** Returns the first value of a header field; empty if there is none. */
  public Optional<String> header(String name) {
    return http.headers().firstValue(name);
  }

  /** Returns the body as a new array. */
  public byte[] body() {
    return http.body().clone();
  }

  /** Returns the body, read as UTF-8. */
  public String text() {
    return new String(http.body(), UTF_8);
  }

  /** Tells whether the status is a 2xx. */
  public boolean isSuccess() {
    return status() / 100 == 2;
  }

  /**
   * Tells whether the callback confirmed a verification (W3C WebSub section 5.3.1): the status is a
   * 2xx and the body is the challenge, byte for byte.
   */
  public boolean isConfirmed() {
    return challenge != null
        && isSuccess()
        && Arrays.equals(http.body(), challenge.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "CallbackReply["
        + status()
        + " to "
        + http.request().method()
        + ", body: "
        + text()
        + "]";
  }
}
