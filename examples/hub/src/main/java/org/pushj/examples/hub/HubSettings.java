package org.pushj.examples.hub;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * How a {@link HubServer} runs. Immutable; begin with {@link #defaults()}.
 *
 * @param port where it listens, 0 to 65535; 0 takes a free port
 * @param allowPrivate whether it contacts private addresses, loopback among them. Only for
 *     development: whoever reaches the hub can then make it send requests into its network
 * @param backOff how deliveries that fail are repeated
 * @param clock the time by which leases end
 * @param faults what it does wrong on purpose; copied
 * @param deltas whether a subscriber gets only those entries of an Atom or RSS 2.0 feed that are
 *     new or changed since the content that it took last. All else is sent whole, and so is a feed
 *     to who has taken nothing yet. The hub then keeps what each subscriber has taken last
 */
public record HubSettings(
    int port,
    boolean allowPrivate,
    BackOff backOff,
    InstantSource clock,
    Set<HubFault> faults,
    boolean deltas) {
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the port.
   *
   * @throws IllegalArgumentException if the port is out of its bounds
   */
  public HubSettings {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(portMessage(Integer.toString(port)));
    }
    faults = Set.copyOf(faults);
  }

  /** Returns the settings with port 8081, without private addresses, faults and deltas. */
  public static HubSettings defaults() {
    return new HubSettings(
        8081, false, BackOff.defaults(), InstantSource.system(), Set.of(), false);
  }

  /**
   * Reads {@code PORT}, {@code PUSH_ALLOW_PRIVATE}, {@code PUSH_FAULTS} and {@code PUSH_DELTAS};
   * what is not set is as in {@link #defaults()}.
   *
   * @throws IllegalArgumentException if a variable has a value that is not possible; the message
   *     names variable, value and limits
   */
  public static HubSettings fromEnvironment(Map<String, String> environment) {
    HubSettings settings = defaults();
    String port = environment.get("PORT");
    if (port != null) {
      settings = settings.withPort(parsePort(port));
    }
    return settings
        .withAllowPrivate(flag("PUSH_ALLOW_PRIVATE", environment))
        .withFaults(HubFault.parse("PUSH_FAULTS", environment.getOrDefault("PUSH_FAULTS", "")))
        .withDeltas(flag("PUSH_DELTAS", environment));
  }

  /** Returns the same settings with another port. */
  public HubSettings withPort(int port) {
    return new HubSettings(port, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with or without private addresses. */
  public HubSettings withAllowPrivate(boolean allowPrivate) {
    return new HubSettings(port, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with another way to repeat deliveries. */
  public HubSettings withBackOff(BackOff backOff) {
    return new HubSettings(port, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with another clock. */
  public HubSettings withClock(InstantSource clock) {
    return new HubSettings(port, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with other faults. */
  public HubSettings withFaults(Set<HubFault> faults) {
    return new HubSettings(port, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with or without deltas. */
  public HubSettings withDeltas(boolean deltas) {
    return new HubSettings(port, allowPrivate, backOff, clock, faults, deltas);
  }

  private static int parsePort(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(portMessage(text), e);
    }
  }

  private static String portMessage(String value) {
    return "PORT: a port from 0 (any free one) to %d is possible, not \"%s\""
        .formatted(MAX_PORT, value);
  }

  private static boolean flag(String variable, Map<String, String> environment) {
    String text = environment.getOrDefault(variable, "false");
    return switch (text) {
      case "true" -> true;
      case "false", "" -> false;
      default ->
          throw new IllegalArgumentException(
              variable + ": true or false is possible, not \"" + text + "\"");
    };
  }
}
