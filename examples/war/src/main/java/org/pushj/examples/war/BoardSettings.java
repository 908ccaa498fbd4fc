package org.pushj.examples.war;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.rewriting.PublicBase;

/**
 * The settings from the web.xml and the environment. Immutable.
 *
 * @param address which host names it answers to; the container decides where it listens
 * @param base the public URL of the application
 * @param hubs the hubs to ping
 * @param jdbcUrl the URL of the database
 * @param jdbcUser the user name; null for the driver's default
 * @param jdbcPassword the password; null for none
 * @param claim the time after which other nodes take over the pings of a node that died
 */
record BoardSettings(
    ServerAddress address,
    PublicBase base,
    List<URI> hubs,
    String jdbcUrl,
    @Nullable String jdbcUser,
    @Nullable String jdbcPassword,
    Duration claim) {
  private static final String FILTER = "links";

  /**
   * Reads the settings. The base and the hubs are those of the filter, so that they are configured
   * once and pings have exactly the advertised topics.
   *
   * @throws IllegalArgumentException if one is missing or invalid; the message names it
   */
  static BoardSettings of(ServletContext context, Map<String, String> environment) {
    FilterRegistration links = context.getFilterRegistration(FILTER);
    if (links == null) {
      throw new IllegalArgumentException("web.xml: the filter " + FILTER + " is missing");
    }
    return new BoardSettings(
        ServerAddress.fromEnvironment(environment),
        new PublicBase(URI.create(required("base", links.getInitParameter("base")))),
        hubs(required("hubs", links.getInitParameter("hubs"))),
        environment.getOrDefault(
            "PUSH_JDBC_URL", required("jdbcUrl", context.getInitParameter("jdbcUrl"))),
        environment.get("PUSH_JDBC_USER"),
        environment.get("PUSH_JDBC_PASSWORD"),
        duration("claim", required("claim", context.getInitParameter("claim"))));
  }

  /** Returns the page with the notices, as the filter advertises it. */
  URI page() {
    return topic("notices");
  }

  /** Returns the feed of the releases, as the filter advertises it. */
  URI releases() {
    return topic("releases.xml");
  }

  private URI topic(String path) {
    return base.resolve(path, null).orElseThrow();
  }

  /** Returns a text without the password, for the log. */
  @Override
  public String toString() {
    return "BoardSettings[" + base.url() + ", " + hubs + ", " + jdbcUrl + ", " + claim + "]";
  }

  private static List<URI> hubs(String text) {
    return Arrays.stream(text.split("\\s+")).map(URI::create).toList();
  }

  private static Duration duration(String name, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "web.xml: " + name + " must be a duration such as PT2M, was " + text, e);
    }
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("web.xml: the parameter " + name + " is missing");
    }
    return value.strip();
  }
}
