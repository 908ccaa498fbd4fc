package org.pushj.examples.publisher;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells a form of our own page from one that another site makes a browser send. Browsers say where
 * a form comes from; programs that are no browsers need not.
 */
final class Origins {
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final List<String> own;

  /**
   * Makes the check.
   *
   * @param base the public URL of the site
   * @param port where the server listens
   */
  Origins(URI base, int port) {
    String world = base.getScheme() + "://" + base.getRawAuthority();
    own =
        List.of(
            world.toLowerCase(Locale.ROOT), "http://localhost:" + port, "http://127.0.0.1:" + port);
  }

  /** Tells whether a browser says that another site sends this. */
  boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    return (site != null && !OWN_SITE.contains(site)) || (origin != null && !own.contains(origin));
  }
}
