package org.pushj.spi;

import java.net.URI;
import java.util.Optional;

/**
 * Says which URLs may be contacted. Topics, hubs and redirects come from the internet, so whoever
 * writes a feed could otherwise send our requests to the machines behind our firewall. Safe for use
 * by several threads.
 *
 * <p><b>DNS rebinding.</b> A name may lead to a public address when it is checked and to a private
 * one when it is connected to. This is what stands against it:
 *
 * <ul>
 *   <li>{@link #publicOnly()} resolves the host with {@link java.net.InetAddress}, as it is
 *       spelled, and refuses it if any of its addresses is not public. The JVM keeps the answer, by
 *       that spelling, for {@code networkaddress.cache.ttl} seconds: 30 by default, whatever the
 *       name's own time to live says. The JDK's HTTP client takes the address from the same place.
 *       A policy of one's own should resolve in this way too.
 *   <li>What was kept may run out between the check and the connection, which somebody can aim at.
 *       Therefore {@link org.pushj.http.JdkHttpTransport} asks again when the headers of the answer
 *       are there. By then the JVM keeps what the client was told, and the answer of a private
 *       machine is dropped unread. The request has reached it, though.
 *   <li>Over https not even the request does: a private machine has no certificate for the name.
 * </ul>
 *
 * <p>So leave that property alone, at least do not set it to 0; keep deadlines shorter than it; and
 * let a firewall keep the process from machines that act on any request. A proxy resolves names by
 * itself: what it may reach is its own matter.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UrlPolicy {

  /**
   * Says why a URL may not be contacted. May resolve the name of the host, so it may take time; a
   * transport may call it on a thread of its own.
   *
   * @return the reason in words, for a person who has given this URL; empty if it may be contacted
   */
  Optional<String> refusal(URI url);

  /**
   * Returns the policy for the open internet, which is the default: http and https only, and no
   * loopback, private, link-local, unique-local, shared, multicast, unspecified or reserved
   * address, however it is written. A name that cannot be resolved is refused too. The reason names
   * the host and the kind of address, never the address.
   */
  static UrlPolicy publicOnly() {
    return new PublicUrlPolicy();
  }

  /**
   * Returns the policy for development: http and https only, at whatever address. A number that
   * Java and the operating system may read differently, as {@code 0177.0.0.1}, is refused all the
   * same.
   */
  static UrlPolicy allowPrivate() {
    return HttpUrls::problem;
  }
}
