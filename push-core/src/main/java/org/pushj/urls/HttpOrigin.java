package org.pushj.urls;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** The origin of a URL (RFC 6454 section 4): its scheme, host and port. */
public final class HttpOrigin {
  /** The maximum length; longer ones, which no name of DNS can have, are truncated. */
  public static final int MAX = 300;

  private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

  private HttpOrigin() {}

  /** Returns the origin as text, with its port: the same for all spellings of one origin. */
  public static String of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int port = url.getPort() == -1 ? PORTS.getOrDefault(scheme, -1) : url.getPort();
    String origin = scheme + "://" + host + ":" + port;
    return origin.substring(0, Math.min(MAX, origin.length()));
  }
}
