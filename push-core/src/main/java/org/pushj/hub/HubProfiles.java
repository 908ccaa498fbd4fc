package org.pushj.hub;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Knows which {@link HubProfile} is that of a hub. Immutable, and safe for use by several threads.
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
  /** Hubs that keep one topic of a ping, and answer as if they had taken all. */
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
   * Returns what push knows by itself: Google's hub, and that those of Switchboard and Superfeedr
   * take one topic per ping. Each other one is {@link HubProfile#w3c()}.
   */
  public static HubProfiles defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these profiles with that of the hubs at one host, at whatever port and path. It goes
   * before those that are there.
   *
   * @param host the host, in any case, without a port; an IPv6 address in brackets
   * @throws IllegalArgumentException if it is no host
   */
  public HubProfiles with(String host, HubProfile profile) {
    String name = host.toLowerCase(Locale.ROOT);
    if (!isHost(name)) {
      throw new IllegalArgumentException(
          "host: the name or the address of a host, without a port, is possible, not " + host);
    }
    return with(
        hub -> hub.getHost() != null && hub.getHost().toLowerCase(Locale.ROOT).equals(name),
        profile);
  }

  /**
   * Returns these profiles with that of the hubs of which the predicate says so. It goes before
   * those that are there.
   *
   * @param hubs tells by the URL of a hub, as it was advertised or given, or by its https twin;
   *     called by several threads. A profile with credentials is for hubs that may see them
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

  /** Tells whether it is one of the hubs for publishers, of which each has a name of its own. */
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
