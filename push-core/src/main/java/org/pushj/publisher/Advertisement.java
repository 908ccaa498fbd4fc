package org.pushj.publisher;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a publisher says of a topic: its one canonical URL, and the hubs that know of its changes
 * (W3C WebSub section 4).
 *
 * @param self the canonical public URL of the topic
 * @param hubs the hubs, the preferred one first; at least one
 * @since 0.1
 */
public record Advertisement(URI self, List<URI> hubs) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no hub
   */
  public Advertisement {
    hubs = List.copyOf(hubs);
    if (hubs.isEmpty()) {
      throw new IllegalArgumentException("hubs: at least one hub is needed to advertise " + self);
    }
  }

  /** Returns the value of one {@code Link} header that says it all (RFC 8288 section 3). */
  public String linkHeader() {
    return Stream.concat(Stream.of(link(self, "self")), hubs.stream().map(hub -> link(hub, "hub")))
        .collect(Collectors.joining(", "));
  }

  private static String link(URI target, String relation) {
    return "<" + target.toASCIIString() + ">; rel=\"" + relation + "\"";
  }
}
