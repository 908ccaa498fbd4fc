package org.pushj.delivery;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.LinkHeaderParser;

/** Makes updates again out of what an inbox has kept of them. */
final class ReceivedUpdates {
  private final LinkHeaderParser links;

  ReceivedUpdates(LinkHeaderParser links) {
    this.links = links;
  }

  Update of(InboxEntry entry, byte[] content) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    put(headers, "Content-Type", entry.contentType());
    put(headers, "Link", entry.link());
    return new Update(
        entry.id(),
        entry.origin(),
        HttpHeaders.of(headers, (name, value) -> true),
        links.parse(headers.getOrDefault("Link", List.of()), entry.origin().topic()),
        content,
        entry.signature(),
        entry.receivedAt());
  }

  private static void put(Map<String, List<String>> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, List.of(value));
    }
  }
}
