package org.pushj.own;

// START SNIPPET: discoverer
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.pushj.TopicLinks;
import org.pushj.spi.TopicDiscoverer;

/** Asks a registry first, and looks at the resource only if the registry does not know it. */
public final class RegistryTopicDiscoverer implements TopicDiscoverer {
  private final Function<URI, Optional<TopicLinks>> registry;
  private final TopicDiscoverer web;

  public RegistryTopicDiscoverer(
      Function<URI, Optional<TopicLinks>> registry, TopicDiscoverer web) {
    this.registry = registry;
    this.web = web;
  }

  @Override
  public TopicLinks discover(URI resource) {
    return registry.apply(resource).orElseGet(() -> web.discover(resource));
  }
}
// END SNIPPET: discoverer
