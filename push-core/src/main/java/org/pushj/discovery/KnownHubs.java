package org.pushj.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pushj.TopicLinks;
import org.pushj.Urls;

/**
 * The hubs of publishers that advertise none. A resource with a known hub is not discovered.
 * Implementations are thread-safe and should not block.
 *
 * <pre>{@code
 * KnownHubs known =
 *     KnownHubs.defaults()
 *         .with(url -> "news.example".equals(url.getHost()), URI.create("https://hub.example/"));
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface KnownHubs {

  /**
   * Returns the topic and the hubs of a resource; empty if they must be discovered. Exceptions
   * propagate to the caller.
   */
  Optional<TopicLinks> of(URI resource);

  /**
   * Returns the built-in rule: the feeds of YouTube's channels and playlists, whose hub is
   * Google's. Their topic is {@code https://www.youtube.com/xml/feeds/videos.xml} with one
   * parameter, {@code channel_id} or {@code playlist_id}. Of the two forms in use, this is the one
   * in YouTube's guide and in the self link of its deliveries.
   */
  static KnownHubs defaults() {
    return YouTube::links;
  }

  /** Returns no known hubs, so that every resource is discovered. */
  static KnownHubs none() {
    return resource -> Optional.empty();
  }

  /**
   * Returns these known hubs and one more, for resources that are their own topics. It takes
   * precedence over the existing ones.
   *
   * @param resources tests whether the hub is that of a resource; called by several threads
   * @throws IllegalArgumentException if the hub is not an http or https URL with a valid host
   */
  default KnownHubs with(Predicate<URI> resources, URI hub) {
    URI normalized = Urls.normalized("hub", hub);
    return with(
        resource ->
            resources.test(resource)
                ? Optional.of(new TopicLinks(resource, List.of(normalized)))
                : Optional.empty());
  }

  /** Returns these known hubs and others, which take precedence. */
  default KnownHubs with(KnownHubs others) {
    return resource -> others.of(resource).or(() -> of(resource));
  }
}
