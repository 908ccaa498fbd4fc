package org.pushj.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pushj.TopicLinks;

/**
 * The hubs of publishers that advertise none. A resource with a known hub is not discovered.
 * Immutable, and safe for use by several threads.
 *
 * <pre>{@code
 * KnownHubs known =
 *     KnownHubs.defaults()
 *         .with(url -> "news.example".equals(url.getHost()), URI.create("https://hub.example/"));
 * }</pre>
 *
 * @since 0.1
 */
public final class KnownHubs {
  private static final KnownHubs NONE = new KnownHubs(List.of());
  private static final KnownHubs DEFAULTS = NONE.with(YouTube::links);

  private final List<Function<URI, Optional<TopicLinks>>> rules;

  private KnownHubs(List<Function<URI, Optional<TopicLinks>>> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Returns the built-in rule: the feeds of YouTube's channels and playlists, whose hub is
   * Google's. Their topic is {@code https://www.youtube.com/xml/feeds/videos.xml} with one
   * parameter, {@code channel_id} or {@code playlist_id}. Of the two forms in use, this is the one
   * in YouTube's guide and in the self link of its deliveries.
   */
  public static KnownHubs defaults() {
    return DEFAULTS;
  }

  /** Returns no known hubs, so that every resource is discovered. */
  public static KnownHubs none() {
    return NONE;
  }

  /**
   * Returns these known hubs and one more, for resources that are their own topics. It takes
   * precedence over the existing ones.
   *
   * @param resources tests whether the hub is that of a resource; called by several threads
   */
  public KnownHubs with(Predicate<URI> resources, URI hub) {
    return with(
        resource ->
            resources.test(resource)
                ? Optional.of(new TopicLinks(resource, List.of(hub)))
                : Optional.empty());
  }

  /**
   * Returns these known hubs and those of a rule. It takes precedence over the existing ones.
   *
   * @param rule returns the topic and the hubs of a resource; empty if it does not know them.
   *     Called by several threads. It should not block
   */
  public KnownHubs with(Function<URI, Optional<TopicLinks>> rule) {
    List<Function<URI, Optional<TopicLinks>>> more = new ArrayList<>();
    more.add(rule);
    more.addAll(rules);
    return new KnownHubs(more);
  }

  /**
   * Returns the topic and the hubs of a resource; empty if they must be discovered. An exception of
   * a rule reaches the caller.
   */
  public Optional<TopicLinks> of(URI resource) {
    return rules.stream().map(rule -> rule.apply(resource)).flatMap(Optional::stream).findFirst();
  }
}
