package org.pushj.spi;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What every URL must be before it is contacted, at whatever address. */
final class HttpUrls {
  private HttpUrls() {}

  /** Says what is wrong with the form of a URL; empty if nothing is. */
  static Optional<String> problem(URI url) {
    String scheme = url.getScheme();
    if (scheme == null || !isHttp(scheme.toLowerCase(Locale.ROOT))) {
      return Optional.of("only http and https URLs are possible, not " + url);
    }
    if (url.getHost() == null) {
      return Optional.of("the URL names no valid host: " + url);
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("a URL with a user name or password in it is not contacted");
    }
    if (url.getPort() > 65_535 || url.getPort() == 0) {
      return Optional.of("the port of the URL is not one of 1 to 65535: " + url);
    }
    return Optional.empty();
  }

  private static boolean isHttp(String scheme) {
    return scheme.equals("http") || scheme.equals("https");
  }
}
