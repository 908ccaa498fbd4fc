package org.pushj.spi;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Decides which URLs may be contacted. Topics, hubs and redirects come from the internet: without a
 * policy, the author of a feed could direct our requests to machines behind our firewall
 * (server-side request forgery). Implementations are thread-safe; the log names them by their
 * {@code toString()}.
 *
 * <p><b>DNS rebinding.</b> A name may resolve to a public address when it is checked and to a
 * private one when the connection is made. These are the defences:
 *
 * <ul>
 *   <li>{@link #publicOnly()} resolves the host with {@link java.net.InetAddress}, as it is
 *       spelled, and refuses it if any of its addresses is not public. The JVM caches the answer,
 *       under that spelling, for {@code networkaddress.cache.ttl} seconds: 30 by default, whatever
 *       the TTL of the DNS record. The JDK's HTTP client reads the same cache. A custom policy
 *       should resolve names in the same way.
 *   <li>The cached answer may expire between the check and the connection, and an attacker can aim
 *       for that moment. Therefore {@link org.pushj.http.JdkHttpTransport} asks again when the
 *       response headers have arrived. By then the JVM has cached the address that the client
 *       connected to, and the response of a private machine is discarded unread. The request has
 *       reached that machine, though.
 *   <li>Over https not even the request reaches it: a private machine has no certificate for the
 *       name.
 * </ul>
 *
 * <p>So leave that property at its default, and never set it (or the system property {@code
 * sun.net.inetaddr.ttl}) to 0, which {@link org.pushj.http.JdkHttpTransport} logs as a warning when
 * it is built; keep deadlines shorter than it; and use a firewall to keep the process away from
 * machines that act on unauthenticated requests. A proxy resolves names itself: restrict what it
 * may reach in the proxy.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UrlPolicy {

  /**
   * Returns why a URL may not be contacted. May resolve the host name, so it can block; a transport
   * may call it on another thread.
   *
   * @return the reason, worded for the person who entered the URL; empty if it may be contacted
   */
  Optional<String> refusal(URI url);

  /**
   * Returns the policy for the public internet, which is the default: http and https only, and no
   * loopback, private, link-local, unique-local, shared, multicast, unspecified or reserved
   * address, however it is written, and no address of this machine's network interfaces, behind
   * which local services may listen. A name that cannot be resolved is refused too. The reason
   * names the host and the kind of address, never the address.
   *
   * <p>An address that a router translates to this machine is unknown here, and counts as public.
   */
  static UrlPolicy publicOnly() {
    return publicAnd();
  }

  /**
   * Returns {@link #publicOnly()} with exceptions: these hosts may have any address. Meant for a
   * hub or a blog on this machine, or in the same private network.
   *
   * @param hosts names or address literals as URLs have them, in any case. Such a host is allowed
   *     at the ports 80 and 443; {@code hub.example:8080} allows one other port
   * @throws IllegalArgumentException if a host cannot be part of a URL
   */
  static UrlPolicy publicAnd(String... hosts) {
    return new PublicUrlPolicy(List.of(hosts));
  }

  /**
   * Returns the policy for development: http and https only, at any address. A number that Java and
   * the operating system may read differently, such as {@code 0177.0.0.1}, is still refused.
   */
  static UrlPolicy allowPrivate() {
    return new UrlPolicy() {
      @Override
      public Optional<String> refusal(URI url) {
        return HttpUrls.problem(url);
      }

      @Override
      public String toString() {
        return "private addresses too";
      }
    };
  }
}
