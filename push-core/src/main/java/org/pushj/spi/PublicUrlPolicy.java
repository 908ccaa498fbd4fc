package org.pushj.spi;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
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
    InetAddress[] addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      return Optional.of("the host " + host + " cannot be resolved");
    }
    if (addresses.length == 0) {
      return Optional.of("the host " + host + " cannot be resolved");
    }
    for (InetAddress address : addresses) {
      Optional<String> kind = SpecialAddresses.kindOf(address);
      if (kind.isPresent()) {
        return Optional.of(
            "the host "
                + host
                + " resolves to a non-public address ("
                + kind.get()
                + "); only public addresses are contacted");
      }
    }
    return Optional.empty();
  }
}
