package org.pushj.hub;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushj.Urls;

/**
 * Maps hubs to their {@link HubProfile}. Implementations are thread-safe.
 *
 * <pre>{@code
 * HubProfiles profiles =
 *     HubProfiles.defaults()
 *         .with("push.superfeedr.com", HubProfile.superfeedr("user", "password"))
 *         .with("hub.intranet.example", HubProfile.wso2());
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HubProfiles {

  /**
   * Returns the profile of a hub.
   *
   * @param hub the URL of a hub, as it was advertised or given, or its https twin
   */
  HubProfile of(URI hub);

  /**
   * Returns the built-in profiles: {@link HubProfile#google()}, and one topic per ping for the hubs
   * of Switchboard and Superfeedr. Every other hub is {@link HubProfile#w3c()}.
   */
  static HubProfiles defaults() {
    HubProfile w3c = HubProfile.w3c();
    // For hubs that read one topic of a ping, and answer as if they had read all.
    HubProfile oneTopic = w3c.toBuilder().topicsPerPing(1).build();
    HubProfiles all = hub -> w3c;
    return all.with("pubsubhubbub.appspot.com", HubProfile.google())
        .with("switchboard.p3k.io", oneTopic)
        // Each publisher's hub has a host name of its own there.
        .with(hub -> host(hub).endsWith(".superfeedr.com"), oneTopic);
  }

  /**
   * Returns these profiles and one for the hubs at one host, at any port and path. It takes
   * precedence over the existing ones.
   *
   * @param host the host, in upper or lower case, without a port; an IPv6 address in brackets
   * @throws IllegalArgumentException if it is not a host
   */
  default HubProfiles with(String host, HubProfile profile) {
    String name = host.toLowerCase(Locale.ROOT);
    Optional<URI> hub = Urls.resolve(URI.create("https://hub.example/"), "//" + name + "/");
    if (hub.filter(url -> name.equals(url.getHost())).isEmpty()) {
      throw new IllegalArgumentException(
          "host must be the name or the address of a host, without a port, was " + host);
    }
    return with(url -> host(url).equals(name), profile);
  }

  /**
   * Returns these profiles and one for the hubs that match a predicate. It takes precedence over
   * the existing ones.
   *
   * @param hubs tests the URL of a hub; called by several threads. With credentials in the profile,
   *     it must match only hubs that may see them
   */
  default HubProfiles with(Predicate<URI> hubs, HubProfile profile) {
    return hub -> hubs.test(hub) ? profile : of(hub);
  }

  private static String host(URI hub) {
    return hub.getHost() == null ? "" : hub.getHost().toLowerCase(Locale.ROOT);
  }
}
