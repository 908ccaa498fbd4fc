package org.pushj.examples.publisher;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.spi.UrlPolicy;

/**
 * Settings of a {@link PublisherServer}. Immutable; start from {@link #defaults()}.
 *
 * @param port the port it listens on, between 0 and 65535; 0 selects a free port
 * @param address where it listens, and which host names it answers to
 * @param site the folder of the site; null for a small built-in site in a temporary folder
 * @param hubs the hubs of all files, in order of preference; at least one
 * @param publicBase the public URL of the folder, without a trailing slash; null for {@link
 *     ServerAddress#url}
 */
public record PublisherSettings(
    int port,
    ServerAddress address,
    @Nullable Path site,
    List<URI> hubs,
    @Nullable URI publicBase) {
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is invalid; the message names the environment
   *     variable of the setting, the value, and the allowed values
   */
  public PublisherSettings {
    hubs = List.copyOf(hubs);
    if (port < 0 || port > MAX_PORT) {
      throw badPort(Integer.toString(port), null);
    }
    if (site != null && !Files.isDirectory(site)) {
      throw new IllegalArgumentException("PUSH_SITE must be a folder that exists, was " + site);
    }
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException("PUSH_HUB must have at least one URL");
    }
    hubs.forEach(hub -> requireUsable("PUSH_HUB", hub));
    if (publicBase != null) {
      publicBase = withoutSlash(publicBase);
    }
  }

  /**
   * Returns the settings with port 8082 of the loopback address, the built-in site, and a hub on
   * port 8081.
   */
  public static PublisherSettings defaults() {
    return new PublisherSettings(
        8082, ServerAddress.loopback(), null, List.of(URI.create("http://localhost:8081/")), null);
  }

  /**
   * Reads {@code PORT}, {@code PUSH_SITE}, {@code PUSH_HUB}, {@code PUSH_PUBLIC_BASE}, and what
   * {@link ServerAddress#fromEnvironment} reads; unset or empty ones are as in {@link #defaults()}.
   *
   * @throws IllegalArgumentException if a variable is invalid; the message names it, its value and
   *     the allowed values
   */
  public static PublisherSettings fromEnvironment(Map<String, String> environment) {
    PublisherSettings settings = defaults().withAddress(ServerAddress.fromEnvironment(environment));
    String port = environment.getOrDefault("PORT", "");
    if (!port.isBlank()) {
      settings = settings.withPort(parsePort(port.strip()));
    }
    String site = environment.getOrDefault("PUSH_SITE", "");
    if (!site.isBlank()) {
      settings = settings.withSite(parseFolder(site));
    }
    String hubs = environment.getOrDefault("PUSH_HUB", "");
    if (!hubs.isBlank()) {
      settings = settings.withHubs(parseHubs(hubs));
    }
    String base = environment.getOrDefault("PUSH_PUBLIC_BASE", "");
    return base.isBlank()
        ? settings
        : settings.withPublicBase(parseUrl("PUSH_PUBLIC_BASE", base.strip()));
  }

  /** Returns the same settings with another port. */
  public PublisherSettings withPort(int port) {
    return new PublisherSettings(port, address, site, hubs, publicBase);
  }

  /** Returns the same settings with another address. */
  public PublisherSettings withAddress(ServerAddress address) {
    return new PublisherSettings(port, address, site, hubs, publicBase);
  }

  /** Returns the same settings with another folder. */
  public PublisherSettings withSite(Path site) {
    return new PublisherSettings(port, address, site, hubs, publicBase);
  }

  /** Returns the same settings with other hubs. */
  public PublisherSettings withHubs(List<URI> hubs) {
    return new PublisherSettings(port, address, site, hubs, publicBase);
  }

  /** Returns the same settings with another public base. */
  public PublisherSettings withPublicBase(URI publicBase) {
    return new PublisherSettings(port, address, site, hubs, publicBase);
  }

  /**
   * Returns the public URL of the folder, without a trailing slash, when it is served on a port.
   */
  URI base(int port) {
    return publicBase != null ? publicBase : withoutSlash(address.url(port));
  }

  private static int parsePort(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw badPort(text, e);
    }
  }

  private static IllegalArgumentException badPort(String value, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "PORT must be between 0 (any free port) and " + MAX_PORT + ", was " + value, cause);
  }

  private static Path parseFolder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("PUSH_SITE must be a folder that exists, was " + text, e);
    }
  }

  private static List<URI> parseHubs(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(hub -> !hub.isEmpty())
        .map(hub -> parseUrl("PUSH_HUB", hub))
        .distinct()
        .toList();
  }

  private static URI parseUrl(String variable, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          variable + " must be an http or https URL, was " + text, e);
    }
  }

  /** A configured URL may be at a private address, so only its syntax is checked. */
  private static void requireUsable(String variable, URI url) {
    Optional<String> problem = UrlPolicy.allowPrivate().refusal(url);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          variable + " must be an http or https URL, was " + url + ": " + problem.get());
    }
  }

  private static URI withoutSlash(URI base) {
    requireUsable("PUSH_PUBLIC_BASE", base);
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "PUSH_PUBLIC_BASE must be an http or https URL without query and fragment, was " + base);
    }
    String text = base.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
  }
}
