package org.pushj.spi;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pushj.Urls;

/** Checks that apply to every URL before it is contacted, whatever its address. */
final class HttpUrls {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX]\\p{XDigit}*");

  private HttpUrls() {}

  /** Returns what is wrong with the syntax of a URL; empty if nothing is. */
  static Optional<String> problem(URI url) {
    String scheme = url.getScheme();
    if (scheme == null || !isHttp(scheme.toLowerCase(Locale.ROOT))) {
      return Optional.of("the URL must be http or https, was " + Urls.forMessage(url));
    }
    if (url.getHost() == null) {
      return Optional.of("the URL has no valid host: " + Urls.forMessage(url));
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("a URL with a user name or password is not contacted");
    }
    if (url.getPort() > 65_535 || url.getPort() == 0) {
      return Optional.of(
          "the port of the URL must be between 1 and 65535: " + Urls.forMessage(url));
    }
    if (isAmbiguousNumber(url.getHost())) {
      return Optional.of(
          "the host of the URL is an ambiguous number; write an IPv4 address as four decimal"
              + " numbers without leading zeros: "
              + Urls.forMessage(url));
    }
    return Optional.empty();
  }

  /**
   * Tells whether a host is a number but not an IPv4 address in dotted decimal form. Java reads
   * {@code 0177.0.0.1} as 177.0.0.1, most operating systems as 127.0.0.1; both read {@code
   * 2130706433} as 127.0.0.1.
   */
  static boolean isAmbiguousNumber(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String lastLabel = name.substring(name.lastIndexOf('.') + 1);
    return NUMBER.matcher(lastLabel).matches() && !IPV4.matcher(host).matches();
  }

  private static boolean isHttp(String scheme) {
    return scheme.equals("http") || scheme.equals("https");
  }
}
