package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a fake answers. Immutable: each method returns another response.
 *
 * @since 0.1
 */
public final class FakeResponse {
  /** How a response is sent. */
  enum Pace {
    /** At once, with its length. */
    WHOLE,
    /** At once, without its length. */
    CHUNKED,
    /** The head at once, then a byte now and then, without end. */
    DRIBBLE,
    /** Not at all. */
    SILENCE
  }

  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;
  private final Pace pace;
  private final Runnable afterwards;

  private FakeResponse(
      int status,
      List<Map.Entry<String, String>> headers,
      byte[] body,
      Pace pace,
      Runnable afterwards) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
    this.pace = pace;
    this.afterwards = afterwards;
  }

  /** Returns a response with this status, without headers and body. */
  public static FakeResponse of(int status) {
    return new FakeResponse(status, List.of(), new byte[0], Pace.WHOLE, () -> {});
  }

  /**
   * Returns the response of a party that takes the request and never answers, until it is closed.
   */
  public static FakeResponse silence() {
    return new FakeResponse(0, List.of(), new byte[0], Pace.SILENCE, () -> {});
  }

  /** Returns the response with one more header field; a name may come several times. */
  public FakeResponse header(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new FakeResponse(status, more, body, pace, afterwards);
  }

  /** Returns the response with one more {@code Link} header: {@code <target>; rel="relation"}. */
  public FakeResponse link(URI target, String relation) {
    return header("Link", "<" + target + ">; rel=\"" + relation + "\"");
  }

  /** Returns the response with this body and {@code Content-Type}. */
  public FakeResponse body(String contentType, byte[] body) {
    FakeResponse typed = header("Content-Type", contentType);
    return new FakeResponse(status, typed.headers, body.clone(), pace, afterwards);
  }

  /** Returns the response with this body, in UTF-8, and {@code Content-Type}. */
  public FakeResponse body(String contentType, String body) {
    return body(contentType, body.getBytes(UTF_8));
  }

  /** Returns the response with this body and without a {@code Content-Type}. */
  public FakeResponse untypedBody(byte[] body) {
    return new FakeResponse(status, headers, body.clone(), pace, afterwards);
  }

  /** Returns the response sent in chunks, without a {@code Content-Length}. */
  public FakeResponse chunked() {
    return new FakeResponse(status, headers, body, Pace.CHUNKED, afterwards);
  }

  /**
   * Returns the response sent without end: the head and the body's first byte at once, then a byte
   * now and then, the body over and over (spaces if it is empty), until the fake is closed.
   */
  public FakeResponse dribbled() {
    return new FakeResponse(status, headers, body, Pace.DRIBBLE, afterwards);
  }

  /** Returns the response followed by an action, once the last byte is sent. */
  public FakeResponse then(Runnable action) {
    return new FakeResponse(
        status,
        headers,
        body,
        pace,
        () -> {
          afterwards.run();
          action.run();
        });
  }

  int status() {
    return status;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  Pace pace() {
    return pace;
  }

  Runnable afterwards() {
    return afterwards;
  }
}
