package org.pushj.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that a {@link FakeHub} was sent, with its form. A form that cannot be read counts as
 * empty. Immutable.
 *
 * @since 0.1
 */
public final class HubRequest {
  private final RecordedRequest http;
  private final Map<String, List<String>> form;

  HubRequest(RecordedRequest http) {
    this.http = http;
    this.form = formOf(http);
  }

  private static Map<String, List<String>> formOf(RecordedRequest http) {
    try {
      return http.form();
    } catch (IllegalArgumentException unreadable) {
      return Map.of();
    }
  }

  /** Returns the request as it was on the wire. */
  public RecordedRequest http() {
    return http;
  }

  /** Returns all values of a parameter in their order; empty if there is none. */
  public List<String> values(String name) {
    return form.getOrDefault(name, List.of());
  }

  /** Returns the first value of a parameter. */
  public Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /** Returns the names of all parameters in their order. */
  public List<String> names() {
    return List.copyOf(form.keySet());
  }

  /** Returns the {@code hub.mode}, or an empty text. */
  public String mode() {
    return value("hub.mode").orElse("");
  }

  /** Returns the {@code hub.topic}, or an empty text. */
  public String topic() {
    return value("hub.topic").orElse("");
  }

  /** Returns the {@code hub.callback}, or an empty text. */
  public String callback() {
    return value("hub.callback").orElse("");
  }

  /** Returns the {@code hub.secret}. */
  public Optional<String> secret() {
    return value("hub.secret");
  }

  /** Returns the {@code hub.lease_seconds} to the letter. */
  public Optional<String> leaseSeconds() {
    return value("hub.lease_seconds");
  }

  /** Tells whether a hub verifies such a request: its mode is subscribe or unsubscribe. */
  boolean isVerified() {
    return mode().equals("subscribe") || mode().equals("unsubscribe");
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
