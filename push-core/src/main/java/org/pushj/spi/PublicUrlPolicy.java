package org.pushj.spi;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The policy for the open internet: {@link UrlPolicy#publicOnly()}. */
final class PublicUrlPolicy implements UrlPolicy {

  /**
   * Resolves a host name or literal to all its addresses, as {@link
   * InetAddress#getAllByName(String)} does.
   */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Resolver resolver;

  /** Makes the policy with the resolver of this JVM, which its HTTP client uses too. */
  PublicUrlPolicy() {
    this(InetAddress::getAllByName);
  }

  PublicUrlPolicy(Resolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public Optional<String> refusal(URI url) {
    Optional<String> problem = HttpUrls.problem(url);
    if (problem.isPresent()) {
      return problem;
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
      Optional<String> kind = SpecialAddresses.kindOf(address);
      if (kind.isPresent()) {
        return Optional.of(
            "the host %s resolves to a non-public address (%s); only public addresses are contacted"
                    .formatted(host, kind.get())
                + " (for development: UrlPolicy.allowPrivate(), in web.xml allowPrivate)");
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "public addresses only";
  }
}
