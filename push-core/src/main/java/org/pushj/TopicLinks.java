package org.pushj;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of discovery: the topic to subscribe to, and its hubs (W3C WebSub section 4).
 *
 * @param topic the URL for {@code hub.topic}, as it was advertised
 * @param hubs at least one hub, in the order in which they were advertised, without duplicates
 * @since 0.1
 */
public record TopicLinks(URI topic, List<URI> hubs) {

  /**
   * Removes duplicate hubs. Hubs are compared as text, since {@code hub.topic} and hub URLs are
   * used exactly as advertised.
   *
   * @throws IllegalArgumentException if there is no hub
   */
  public TopicLinks {
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException("hubs: at least one hub is needed, there is none");
    }
    Map<String, URI> byText = new LinkedHashMap<>();
    for (URI hub : hubs) {
      byText.putIfAbsent(hub.toString(), hub);
    }
    hubs = List.copyOf(byText.values());
  }
}
