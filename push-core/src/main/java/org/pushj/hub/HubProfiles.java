package org.pushj.hub;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Maps hubs to their {@link HubProfile}. Immutable, and safe for use by several threads.
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
public final class HubProfiles {
  /** For hubs that read one topic of a ping, and answer as if they had read all. */
  private static final HubProfile ONE_TOPIC = HubProfile.w3c().toBuilder().topicsPerPing(1).build();

  private static final HubProfiles DEFAULTS =
      new HubProfiles(List.of())
          .with("pubsubhubbub.appspot.com", HubProfile.google())
          .with("switchboard.p3k.io", ONE_TOPIC)
          .with(HubProfiles::isSuperfeedr, ONE_TOPIC);
  private static final HubProfile OTHERS = HubProfile.w3c();

  private final List<Entry> entries;

  private HubProfiles(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Returns the built-in profiles: {@link HubProfile#google()}, and one topic per ping for the hubs
   * of Switchboard and Superfeedr. Every other hub is {@link HubProfile#w3c()}.
   */
  public static HubProfiles defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these profiles and one for the hubs at one host, at any port and path. It takes
   * precedence over the existing ones.
   *
   * @param host the host, in upper or lower case, without a port; an IPv6 address in brackets
   * @throws IllegalArgumentException if it is not a host
   */
  public HubProfiles with(String host, HubProfile profile) {
    String name = host.toLowerCase(Locale.ROOT);
    if (!isHost(name)) {
      throw new IllegalArgumentException(
          "host must be the name or the address of a host, without a port, was " + host);
    }
    return with(
        hub -> hub.getHost() != null && hub.getHost().toLowerCase(Locale.ROOT).equals(name),
        profile);
  }

  /**
   * Returns these profiles and one for the hubs that match a predicate. It takes precedence over
   * the existing ones.
   *
   * @param hubs tests the URL of a hub, as it was advertised or given, or its https twin; called by
   *     several threads. With credentials in the profile, it must match only hubs that may see them
   */
  public HubProfiles with(Predicate<URI> hubs, HubProfile profile) {
    List<Entry> more = new ArrayList<>();
    more.add(new Entry(hubs, profile));
    more.addAll(entries);
    return new HubProfiles(more);
  }

  /** Returns the profile of a hub. */
  public HubProfile of(URI hub) {
    return entries.stream()
        .filter(entry -> entry.hubs().test(hub))
        .map(Entry::profile)
        .findFirst()
        .orElse(OTHERS);
  }

  /** Tells whether it is one of Superfeedr's hubs for publishers; each has its own host name. */
  private static boolean isSuperfeedr(URI hub) {
    return hub.getHost() != null
        && hub.getHost().toLowerCase(Locale.ROOT).endsWith(".superfeedr.com");
  }

  private static boolean isHost(String name) {
    try {
      return name.equals(URI.create("https://" + name + "/").getHost());
    } catch (IllegalArgumentException noUrl) {
      return false;
    }
  }

  private record Entry(Predicate<URI> hubs, HubProfile profile) {}
}
