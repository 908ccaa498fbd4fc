package org.pushj;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What discovery finds: the topic to subscribe to, and the hubs that know it (W3C WebSub section
 * 4).
 *
 * @param topic the URL for {@code hub.topic}, as it was advertised
 * @param hubs at least one hub, in the order in which they were advertised, without repeats
 * @since 0.1
 */
public record TopicLinks(URI topic, List<URI> hubs) {

  /**
   * Drops the hubs that are there already. Only the same text is the same hub, since {@code
   * hub.topic} and the URL of a hub are kept to the letter.
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
