package org.example.reader;

import java.net.URI;
import java.util.List;
import org.pushj.DiscoveryException;
import org.pushj.TopicLinks;
import org.pushj.spi.TopicDiscoverer;

/** A discoverer of the application: it takes the hub from the query of the resource. */
public final class OwnTopicDiscoverer implements TopicDiscoverer {
  private static final String HUB = "hub=";

  /** Makes a discoverer; the servlet does so by its name. */
  public OwnTopicDiscoverer() {}

  @Override
  public TopicLinks discover(URI resource) {
    String query = resource.getRawQuery();
    if (query == null || !query.startsWith(HUB)) {
      throw new DiscoveryException(resource, "the query of " + resource + " names no hub", null);
    }
    URI topic = URI.create(resource.toString().replaceFirst("\\?.*", ""));
    return new TopicLinks(topic, List.of(URI.create(query.substring(HUB.length()))));
  }
}
