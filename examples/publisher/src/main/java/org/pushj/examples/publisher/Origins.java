package org.pushj.examples.publisher;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells forms of the publisher's own page from cross-site ones (CSRF). Browsers send the origin of
 * a form; other clients need not.
 */
final class Origins {
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final List<String> own;

  /**
   * Makes the check.
   *
   * @param base the public URL of the site
   * @param port the port that the server listens on
   */
  Origins(URI base, int port) {
    String publicOrigin = base.getScheme() + "://" + base.getRawAuthority();
    own =
        List.of(
            publicOrigin.toLowerCase(Locale.ROOT),
            "http://localhost:" + port,
            "http://127.0.0.1:" + port);
  }

  /** Tells whether a browser reports that another site has sent the request. */
  boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    return (site != null && !OWN_SITE.contains(site)) || (origin != null && !own.contains(origin));
  }
}
