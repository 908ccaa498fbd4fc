package org.pushj.examples.guard;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server listens, and which host names it answers to.
 *
 * @param bind the address to listen on; the wildcard address for all
 * @param hosts host names in lower case that it answers to, besides those that {@link RequestGuard}
 *     lists
 */
public record ServerAddress(InetAddress bind, Set<String> hosts) {
  /** The variable with the address. */
  public static final String BIND = "PUSH_BIND";

  /** The variable with the host names. */
  public static final String HOSTS = "PUSH_HOSTS";

  private static final Logger LOG = LoggerFactory.getLogger(ServerAddress.class);
  private static final Pattern HOST = Pattern.compile("[\\p{IsAlphabetic}0-9._-]+");

  /** Copies the names. */
  public ServerAddress {
    hosts = Set.copyOf(hosts);
  }

  /** Returns the loopback address, which only this machine can connect to. */
  public static ServerAddress loopback() {
    return new ServerAddress(InetAddress.getLoopbackAddress(), Set.of());
  }

  /**
   * Reads {@code PUSH_BIND} (the loopback address), and {@code PUSH_HOSTS} (none), separated by
   * commas.
   *
   * @throws IllegalArgumentException if one of them is invalid; the message names the variable, its
   *     value and the allowed values
   */
  public static ServerAddress fromEnvironment(Map<String, String> environment) {
    String bind = environment.getOrDefault(BIND, "").strip();
    return new ServerAddress(
        bind.isEmpty() ? InetAddress.getLoopbackAddress() : addressOf(bind),
        Arrays.stream(environment.getOrDefault(HOSTS, "").split(",", -1))
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .map(ServerAddress::checked)
            .collect(Collectors.toSet()));
  }

  /** Returns the text of the address, for a connector. */
  public String host() {
    return bind.getHostAddress();
  }

  /** Returns the URL of a server that listens there: {@code http://localhost:PORT/} by default. */
  public URI url(int port) {
    boolean isLocal = bind.isAnyLocalAddress() || bind.equals(InetAddress.getLoopbackAddress());
    String literal = host().contains(":") ? "[" + host().replaceFirst("%.*", "") + "]" : host();
    return URI.create("http://" + (isLocal ? "localhost" : literal) + ":" + port + "/");
  }

  /** Logs a warning if other machines can connect, since the examples ask for no password. */
  public void warnIfOpen() {
    if (!bind.isLoopbackAddress()) {
      LOG.warn(
          "Listening on {} ({}): anyone who can connect may use everything here", host(), BIND);
    }
  }

  private static InetAddress addressOf(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new InvalidSettingException(
          BIND, text, "an address of this machine, or 0.0.0.0 for all of them", e);
    }
  }

  private static String checked(String host) {
    if (!HOST.matcher(host).matches()) {
      throw new InvalidSettingException(
          HOSTS, host, "host names without ports, separated by commas", null);
    }
    return host;
  }
}
