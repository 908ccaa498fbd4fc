package org.pushj.examples.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.SignatureAlgorithm;
import org.pushj.Urls;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.examples.hub.content.BackOff;
import org.pushj.rewriting.PublicBase;

/**
 * Settings of a {@link HubServer}. Immutable; start from {@link #defaults()}.
 *
 * @param port the port it listens on, between 0 and 65535; 0 selects a free port
 * @param address where it listens, and which host names it answers to
 * @param publicBase the public URL of the hub, which it names in deliveries, with a slash at its
 *     end; null for {@link ServerAddress#url}
 * @param allowPrivate whether it contacts private addresses, including loopback. For development
 *     only: any client of the hub can then make it send requests into its network
 * @param backOff how failed deliveries are retried
 * @param clock the clock that leases follow
 * @param faults what it does wrong on purpose; copied
 * @param deltas whether a subscriber gets only those entries of an Atom or RSS 2.0 feed that are
 *     new or changed since its last delivery. Other content is sent in full, and so is a
 *     subscriber's first delivery. The hub then keeps the last content delivered to each subscriber
 * @param signature how content is signed for subscribers that sent a secret
 */
public record HubSettings(
    int port,
    ServerAddress address,
    @Nullable URI publicBase,
    boolean allowPrivate,
    BackOff backOff,
    InstantSource clock,
    Set<HubFault> faults,
    boolean deltas,
    SignatureAlgorithm signature) {
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the port and the public URL, and appends a slash to the latter if it has none.
   *
   * @throws IllegalArgumentException if one of them is invalid; the message names its environment
   *     variable, the value, and the allowed values
   */
  public HubSettings {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(portMessage(Integer.toString(port)));
    }
    publicBase = publicBase == null ? null : checked(publicBase);
    faults = Set.copyOf(faults);
  }

  /**
   * Returns the settings with port 8081 of the loopback address and sha256, without private
   * addresses, faults or deltas.
   */
  public static HubSettings defaults() {
    return new HubSettings(
        8081,
        ServerAddress.loopback(),
        null,
        false,
        BackOff.defaults(),
        InstantSource.system(),
        Set.of(),
        false,
        SignatureAlgorithm.SHA256);
  }

  /**
   * Reads {@code PORT}, {@code PUSH_PUBLIC_BASE}, {@code PUSH_ALLOW_PRIVATE}, {@code PUSH_FAULTS},
   * {@code PUSH_DELTAS}, {@code PUSH_SIGNATURE}, and what {@link ServerAddress#fromEnvironment}
   * reads; unset ones are as in {@link #defaults()}.
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
    String base = environment.getOrDefault("PUSH_PUBLIC_BASE", "").strip();
    if (!base.isEmpty()) {
      settings = settings.withPublicBase(parseBase(base));
    }
    String signature = environment.getOrDefault("PUSH_SIGNATURE", "").strip();
    if (!signature.isEmpty()) {
      settings = settings.withSignature(parseSignature(signature));
    }
    return settings
        .withAddress(ServerAddress.fromEnvironment(environment))
        .withAllowPrivate(flag("PUSH_ALLOW_PRIVATE", environment))
        .withFaults(HubFault.parse("PUSH_FAULTS", environment.getOrDefault("PUSH_FAULTS", "")))
        .withDeltas(flag("PUSH_DELTAS", environment));
  }

  /** Returns the same settings with another port. */
  public HubSettings withPort(int port) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with another address. */
  public HubSettings withAddress(ServerAddress address) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with another public URL. */
  public HubSettings withPublicBase(URI publicBase) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with or without private addresses. */
  public HubSettings withAllowPrivate(boolean allowPrivate) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with another back-off. */
  public HubSettings withBackOff(BackOff backOff) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with another clock. */
  public HubSettings withClock(InstantSource clock) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with other faults. */
  public HubSettings withFaults(Set<HubFault> faults) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with or without deltas. */
  public HubSettings withDeltas(boolean deltas) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the same settings with another signature. */
  public HubSettings withSignature(SignatureAlgorithm signature) {
    return new HubSettings(
        port, address, publicBase, allowPrivate, backOff, clock, faults, deltas, signature);
  }

  /** Returns the hub's public URL when it listens on a port. */
  URI url(int port) {
    return publicBase != null ? publicBase : address.url(port);
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

  private static URI parseBase(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw badBase(text, e);
    }
  }

  private static URI checked(URI publicBase) {
    try {
      return URI.create(new PublicBase(publicBase).url().toASCIIString());
    } catch (IllegalArgumentException e) {
      throw badBase(Urls.forMessage(publicBase), e);
    }
  }

  private static IllegalArgumentException badBase(String value, Exception cause) {
    return new IllegalArgumentException(
        "PUSH_PUBLIC_BASE must be an http or https URL without user name, query and fragment, was"
            + (" \"" + value + "\""),
        cause);
  }

  private static SignatureAlgorithm parseSignature(String text) {
    return SignatureAlgorithm.ofMethod(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "PUSH_SIGNATURE must be one of %s, was \"%s\""
                        .formatted(
                            Arrays.stream(SignatureAlgorithm.values())
                                .map(SignatureAlgorithm::method)
                                .collect(Collectors.joining(", ")),
                            text)));
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
