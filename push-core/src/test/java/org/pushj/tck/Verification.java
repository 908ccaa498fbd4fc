package org.pushj.tck;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification of intent (W3C WebSub section 5.3) that a {@link FakeHub} is about to send. It
 * starts as the honest one for a request; a test changes what it wants to be wrong. For one thread.
 *
 * @since 0.1
 */
public final class Verification {
  private final Callbacks callbacks;
  private final HubRequest request;
  private final List<Map.Entry<String, String>> parameters = new ArrayList<>();
  private @Nullable String challenge;
  private @Nullable String rawQuery;

  Verification(Callbacks callbacks, HubRequest request, @Nullable String lease) {
    this.callbacks = callbacks;
    this.request = request;
    parameter("hub.mode", request.mode());
    parameter("hub.topic", request.topic());
    challenge(UUID.randomUUID().toString());
    if (lease != null) {
      parameter("hub.lease_seconds", lease);
    }
    // PubSubHubbub 0.3 section 6.2: the token comes back if there was one.
    request.value("hub.verify_token").ifPresent(token -> parameter("hub.verify_token", token));
  }

  /** Asks about another mode. */
  public Verification mode(String mode) {
    return set("hub.mode", mode);
  }

  /** Asks about another topic. */
  public Verification topic(String topic) {
    return set("hub.topic", topic);
  }

  /** Sends this challenge instead of a random one. */
  public Verification challenge(String challenge) {
    this.challenge = challenge;
    return set("hub.challenge", challenge);
  }

  /** Grants this lease: any text, be it a number of seconds or not. */
  public Verification lease(String seconds) {
    return set("hub.lease_seconds", seconds);
  }

  /** Adds a parameter, even if there is one of that name. */
  public Verification parameter(String name, String value) {
    parameters.add(Map.entry(name, value));
    return this;
  }

  /** Leaves a parameter out. */
  public Verification without(String name) {
    parameters.removeIf(parameter -> parameter.getKey().equals(name));
    if (name.equals("hub.challenge")) {
      challenge = null;
    }
    return this;
  }

  /**
   * Sends this query to the letter instead of the parameters. {@link CallbackReply#isConfirmed}
   * goes by the {@link #challenge} still.
   */
  public Verification rawQuery(String query) {
    rawQuery = query;
    return this;
  }

  /**
   * Sends the verification and waits for the answer.
   *
   * @throws java.io.UncheckedIOException if the callback did not answer
   */
  public CallbackReply send() {
    String query = rawQuery == null ? Form.encode(parameters) : rawQuery;
    HttpRequest http = Callbacks.to(request, query).GET().build();
    return callbacks.send(request, http, challenge);
  }

  private Verification set(String name, String value) {
    parameters.removeIf(parameter -> parameter.getKey().equals(name));
    return parameter(name, value);
  }
}
