package org.pushj.hub;

import java.util.Locale;
import java.util.Optional;

/**
 * The values of {@code hub.mode} that push speaks and hears.
 *
 * @since 0.1
 */
public enum HubMode {
  /**
   * Ask for a subscription (W3C WebSub section 5.1), and verify that it is wanted (section 5.3).
   */
  SUBSCRIBE,
  /** Ask for its end, and verify that. */
  UNSUBSCRIBE,
  /** The hub denies the subscription (W3C WebSub section 5.2). */
  DENIED,
  /** A publisher tells of a change (PubSubHubbub 0.4 section 7). */
  PUBLISH;

  /** Finds the mode by its value on the wire, to the letter. */
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
