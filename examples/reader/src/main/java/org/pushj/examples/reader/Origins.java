package org.pushj.examples.reader;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of the reader's own page from cross-site ones (CSRF). Browsers send the origin of
 * a request; other clients send none and are let through.
 */
final class Origins {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private Origins() {}

  static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isAt(origin, request.getHeader("Host"));
  }

  private static boolean isAt(String origin, @Nullable String host) {
    int slashes = origin.indexOf("://");
    return slashes > 0
        && host != null
        && lower(origin.substring(slashes + "://".length())).equals(lower(host));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
