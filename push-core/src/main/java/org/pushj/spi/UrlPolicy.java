package org.pushj.spi;

import java.net.URI;
import java.util.Optional;

/**
 * Says which URLs may be contacted. Topics, hubs and redirects come from the internet, so whoever writes a feed could
 * otherwise send our requests to the machines behind our firewall. Safe for use by several threads.
 *
 * <p><b>DNS rebinding.</b> A name may resolve to a public address when it is checked and to a private one when it is
 * connected to. The policy of {@link #publicOnly()} resolves a name with {@link java.net.InetAddress}, refuses it if any
 * of its addresses is private, and the JDK's HTTP client then takes the address out of the same cache of the JVM, which
 * keeps it for {@code networkaddress.cache.ttl} seconds (30 by default) whatever the name's own time to live says. {@link
 * org.pushj.http.JdkHttpTransport} checks again when the answer is there, and drops it unread if the name has come to
 * lead elsewhere meanwhile. Do not set that property to 0. A firewall rule for the process is a good second wall.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UrlPolicy {

  /**
   * Says why a URL may not be contacted. May resolve the name of the host, so it may take time.
   *
   * @return the reason in words, for a person who has given this URL; empty if it may be contacted
   */
  Optional<String> refusal(URI url);

  /**
   * Returns the policy for the open internet, which is the default: http and https only, and no loopback, private,
   * link-local, unique-local, shared, multicast, unspecified or reserved address, however it is written.
   */
  static UrlPolicy publicOnly() {
    return new PublicUrlPolicy();
  }

  /** Returns the policy for development: http and https only, at whatever address. */
  static UrlPolicy allowPrivate() {
    return HttpUrls::problem;
  }
}
