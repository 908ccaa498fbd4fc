package org.pushj.examples.hub;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.pushj.examples.guard.ServerAddress;

/**
 * Settings of a {@link HubServer}. Immutable; start from {@link #defaults()}.
 *
 * @param port the port it listens on, between 0 and 65535; 0 selects a free port
 * @param address where it listens, and which host names it answers to
 * @param allowPrivate whether it contacts private addresses, including loopback. For development
 *     only: any client of the hub can then make it send requests into its network
 * @param backOff how failed deliveries are retried
 * @param clock the clock that leases follow
 * @param faults what it does wrong on purpose; copied
 * @param deltas whether a subscriber gets only those entries of an Atom or RSS 2.0 feed that are
 *     new or changed since its last delivery. Other content is sent in full, and so is a
 *     subscriber's first delivery. The hub then keeps the last content delivered to each subscriber
 */
public record HubSettings(
    int port,
    ServerAddress address,
    boolean allowPrivate,
    BackOff backOff,
    InstantSource clock,
    Set<HubFault> faults,
    boolean deltas) {
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the port.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public HubSettings {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(portMessage(Integer.toString(port)));
    }
    faults = Set.copyOf(faults);
  }

  /**
   * Returns the settings with port 8081 of the loopback address, without private addresses, faults
   * or deltas.
   */
  public static HubSettings defaults() {
    return new HubSettings(
        8081,
        ServerAddress.loopback(),
        false,
        BackOff.defaults(),
        InstantSource.system(),
        Set.of(),
        false);
  }

  /**
   * Reads {@code PORT}, {@code PUSH_ALLOW_PRIVATE}, {@code PUSH_FAULTS}, {@code PUSH_DELTAS}, and
   * what {@link ServerAddress#fromEnvironment} reads; unset ones are as in {@link #defaults()}.
   *
   * @throws IllegalArgumentException if a variable has an invalid value; the message names the
   *     variable, its value and the limits
   */
  public static HubSettings fromEnvironment(Map<String, String> environment) {
    HubSettings settings = defaults();
    String port = environment.get("PORT");
    if (port != null) {
      settings = settings.withPort(parsePort(port));
    }
    return settings
        .withAddress(ServerAddress.fromEnvironment(environment))
        .withAllowPrivate(flag("PUSH_ALLOW_PRIVATE", environment))
        .withFaults(HubFault.parse("PUSH_FAULTS", environment.getOrDefault("PUSH_FAULTS", "")))
        .withDeltas(flag("PUSH_DELTAS", environment));
  }

  /** Returns the same settings with another port. */
  public HubSettings withPort(int port) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with another address. */
  public HubSettings withAddress(ServerAddress address) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with or without private addresses. */
  public HubSettings withAllowPrivate(boolean allowPrivate) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with another back-off. */
  public HubSettings withBackOff(BackOff backOff) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with another clock. */
  public HubSettings withClock(InstantSource clock) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with other faults. */
  public HubSettings withFaults(Set<HubFault> faults) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  /** Returns the same settings with or without deltas. */
  public HubSettings withDeltas(boolean deltas) {
    return new HubSettings(port, address, allowPrivate, backOff, clock, faults, deltas);
  }

  private static int parsePort(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(portMessage(text), e);
    }
  }

  private static String portMessage(String value) {
    return "PORT must be between 0 (any free port) and %d, was \"%s\"".formatted(MAX_PORT, value);
  }

  private static boolean flag(String variable, Map<String, String> environment) {
    String text = environment.getOrDefault(variable, "false");
    return switch (text) {
      case "true" -> true;
      case "false", "" -> false;
      default ->
          throw new IllegalArgumentException(
              variable + " must be true or false, was \"" + text + "\"");
    };
  }
}
