package org.pushj.spi;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The policy for the open internet, and for some hosts that may be anywhere. */
final class PublicUrlPolicy implements UrlPolicy {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Resolves a host name or literal to all its addresses, as {@link
   * InetAddress#getAllByName(String)} does.
   */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Set<String> hosts;
  private final Resolver resolver;
  private final Predicate<InetAddress> own;

  /**
   * Makes the policy with the resolver of this JVM, which its HTTP client uses too.
   *
   * @param hosts hosts that may have any address, as {@link UrlPolicy#publicAnd} takes them
   */
  PublicUrlPolicy(List<String> hosts) {
    this(hosts, InetAddress::getAllByName, PublicUrlPolicy::isOwn);
  }

  PublicUrlPolicy(List<String> hosts, Resolver resolver, Predicate<InetAddress> own) {
    this.hosts =
        hosts.stream().map(PublicUrlPolicy::checked).collect(Collectors.toUnmodifiableSet());
    this.resolver = resolver;
    this.own = own;
  }

  /** Returns the host as it is compared; throws if no URL can have it. */
  private static String checked(String host) {
    URI url = URI.create("http://" + host);
    Optional<String> problem = HttpUrls.problem(url);
    if (problem.isPresent() || !host.equals(url.getRawAuthority())) {
      throw new IllegalArgumentException(
          "hosts must be names, or names with a port, such as hub.example:8080, was " + host);
    }
    return host.toLowerCase(Locale.ROOT);
  }

  /**
   * Tells whether an interface of this machine has the address. Asks the system each time, since
   * addresses come and go.
   */
  static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw new UncheckedIOException("cannot list the addresses of this machine", e);
    }
  }

  @Override
  public Optional<String> refusal(URI url) {
    Optional<String> problem = HttpUrls.problem(url);
    if (problem.isPresent()) {
      return problem;
    }
    if (isNamed(url)) {
      return Optional.empty();
    }
    // Exactly as spelled: the JVM caches the answer for the HTTP client under that spelling.
    String host = url.getHost();
    List<InetAddress> addresses;
    try {
      addresses = List.of(resolver.resolve(host));
    } catch (UnknownHostException e) {
      addresses = List.of();
    }
    if (addresses.isEmpty()) {
      return Optional.of("the host " + host + " cannot be resolved");
    }
    for (InetAddress address : addresses) {
      Optional<String> kind = SpecialAddresses.kindOf(address, own);
      if (kind.isPresent()) {
        return Optional.of(
            ("the host %1$s resolves to a non-public address (%2$s); only public addresses are"
                    + " contacted (to allow this host: UrlPolicy.publicAnd(\"%3$s\"), in web.xml"
                    + " allowHosts %3$s; for development: UrlPolicy.allowPrivate(), in web.xml"
                    + " allowPrivate)")
                .formatted(host, kind.get(), name(url)));
      }
    }
    return Optional.empty();
  }

  private boolean isNamed(URI url) {
    return hosts.contains(name(url).toLowerCase(Locale.ROOT));
  }

  /** Returns the host of a URL, with the port unless it is one that a site has. */
  private static String name(URI url) {
    int port = url.getPort();
    boolean usual = port < 0 || port == HTTP_PORT || port == HTTPS_PORT;
    return usual ? url.getHost() : url.getHost() + ":" + port;
  }

  @Override
  public String toString() {
    return hosts.isEmpty() ? "public addresses only" : "public addresses and " + hosts;
  }
}
