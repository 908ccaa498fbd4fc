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
import org.pushj.spi.UrlPolicy;

/**
 * How a {@link PublisherServer} runs. Immutable; begin with {@link #defaults()}.
 *
 * @param port where it listens, 0 to 65535; 0 takes a free port
 * @param site the folder with the site; null for a small site of its own, which is gone at the end
 * @param hubs the hubs of all files, the preferred one first; at least one
 * @param publicBase the URL at which the world sees the folder, without a slash at its end; null
 *     for {@code http://localhost:PORT}
 */
public record PublisherSettings(
    int port, @Nullable Path site, List<URI> hubs, @Nullable URI publicBase) {
  private static final int MAX_PORT = 65_535;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is not possible; the message names the environment
   *     variable of the setting, the value, and what is possible
   */
  public PublisherSettings {
    hubs = List.copyOf(hubs);
    if (port < 0 || port > MAX_PORT) {
      throw badPort(Integer.toString(port), null);
    }
    if (site != null && !Files.isDirectory(site)) {
      throw new IllegalArgumentException(
          "PUSH_SITE: a folder that exists is possible, not " + site);
    }
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException("PUSH_HUB: one URL or more is possible, not none");
    }
    hubs.forEach(hub -> requireUsable("PUSH_HUB", hub));
    if (publicBase != null) {
      publicBase = withoutSlash(publicBase);
    }
  }

  /** Returns the settings with port 8082, a site of its own, and the hub at port 8081. */
  public static PublisherSettings defaults() {
    return new PublisherSettings(8082, null, List.of(URI.create("http://localhost:8081/")), null);
  }

  /**
   * Reads {@code PORT}, {@code PUSH_SITE}, {@code PUSH_HUB} and {@code PUSH_PUBLIC_BASE}; what is
   * not set, or empty, is as in {@link #defaults()}.
   *
   * @throws IllegalArgumentException if a variable has a value that is not possible; the message
   *     names variable, value and what is possible
   */
  public static PublisherSettings fromEnvironment(Map<String, String> environment) {
    PublisherSettings settings = defaults();
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
    return new PublisherSettings(port, site, hubs, publicBase);
  }

  /** Returns the same settings with another folder. */
  public PublisherSettings withSite(Path site) {
    return new PublisherSettings(port, site, hubs, publicBase);
  }

  /** Returns the same settings with other hubs. */
  public PublisherSettings withHubs(List<URI> hubs) {
    return new PublisherSettings(port, site, hubs, publicBase);
  }

  /** Returns the same settings with another public base. */
  public PublisherSettings withPublicBase(URI publicBase) {
    return new PublisherSettings(port, site, hubs, publicBase);
  }

  /** Returns the public URL of the folder, without a slash at its end, when it is served here. */
  URI base(int port) {
    return publicBase != null ? publicBase : URI.create("http://localhost:" + port);
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
        "PORT: a port from 0 (any free one) to " + MAX_PORT + " is possible, not " + value, cause);
  }

  private static Path parseFolder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "PUSH_SITE: a folder that exists is possible, not " + text, e);
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
          variable + ": an http or https URL is possible, not " + text, e);
    }
  }

  /** Whoever configures a publisher may well mean a private address, so only the form counts. */
  private static void requireUsable(String variable, URI url) {
    Optional<String> problem = UrlPolicy.allowPrivate().refusal(url);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          variable + ": an http or https URL is possible, not " + url + ": " + problem.get());
    }
  }

  private static URI withoutSlash(URI base) {
    requireUsable("PUSH_PUBLIC_BASE", base);
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "PUSH_PUBLIC_BASE: an http or https URL without query and fragment is possible, not "
              + base);
    }
    String text = base.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
  }
}
