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
import org.pushj.rewriting.PublicBase;

/**
 * What the web.xml says, and the environment. Immutable.
 *
 * @param base the URL under which the world sees the application
 * @param hubs who is told
 * @param jdbcUrl the URL of the database
 * @param jdbcUser the name by which the database knows the board; null for the driver's default
 * @param jdbcPassword the password; null for none
 * @param claim how long the pings of a node that died wait for another
 */
record BoardSettings(
    PublicBase base,
    List<URI> hubs,
    String jdbcUrl,
    @Nullable String jdbcUser,
    @Nullable String jdbcPassword,
    Duration claim) {
  private static final String FILTER = "links";

  /**
   * Reads the settings. The base and the hubs are those of the filter, so that they stand at one
   * place, and hubs are told of the very topics that are advertised.
   *
   * @throws IllegalArgumentException if one is missing or wrong; the message names it
   */
  static BoardSettings of(ServletContext context, Map<String, String> environment) {
    FilterRegistration links = context.getFilterRegistration(FILTER);
    if (links == null) {
      throw new IllegalArgumentException("web.xml: the filter " + FILTER + " is missing");
    }
    return new BoardSettings(
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

  /** Returns a text for a log: without the password. */
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
          "web.xml: " + name + ": a duration as PT2M is possible, not " + text, e);
    }
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("web.xml: the parameter " + name + " is missing");
    }
    return value.strip();
  }
}
