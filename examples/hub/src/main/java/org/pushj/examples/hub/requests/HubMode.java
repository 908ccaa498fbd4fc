package org.pushj.examples.hub.requests;

import java.util.Locale;
import java.util.Optional;

/** The values of {@code hub.mode} in requests to a hub and from it. */
public enum HubMode {
  /** Requests a subscription (W3C WebSub section 5.1), or verifies the request (section 5.3). */
  SUBSCRIBE,
  /** Requests its end, or verifies that request. */
  UNSUBSCRIBE,
  /** The hub denies the subscription (W3C WebSub section 5.2). */
  DENIED,
  /** A publisher reports a change (PubSubHubbub 0.4 section 7). */
  PUBLISH;

  /** Finds the mode by its exact value on the wire. */
  public static Optional<HubMode> ofWire(String value) {
    for (HubMode mode : values()) {
      if (mode.wire().equals(value)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** Returns the value on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
