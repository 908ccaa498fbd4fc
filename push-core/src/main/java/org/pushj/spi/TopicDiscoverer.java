package org.pushj.spi;

import java.net.URI;
import org.pushj.DiscoveryException;
import org.pushj.TopicLinks;

/**
 * Finds the topic and the hubs of a resource (W3C WebSub section 4). Safe for use by several
 * threads; a call may block.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TopicDiscoverer {

  /**
   * Finds the topic and the hubs of a resource. URLs are returned exactly as advertised, since hubs
   * compare topics character by character. A self link to another origin counts only if that site,
   * fetched in turn, names the same hub: otherwise any site could claim its topic for another hub.
   *
   * @param resource the absolute http or https URL to start from; its fragment is ignored
   * @return the topic and its hubs, http and https URLs all
   * @throws DiscoveryException if the resource cannot be fetched, may not be contacted, or names no
   *     usable hub; it carries {@code resource}
   */
  TopicLinks discover(URI resource);
}
