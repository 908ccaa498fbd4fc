package org.pushj.micrometer;

import io.micrometer.core.instrument.Tag;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The tags of hubs: their hosts, as long as these are few. Whoever publishes a topic names its hub,
 * and each new tag is a new time series: so those that come later share one. Safe for use by
 * several threads.
 */
final class HubTags {
  static final int MAX = 100;
  static final Tag OTHER = Tag.of("hub", "other");

  private final Map<String, Tag> byHost = new HashMap<>();
  private final Consumer<Tag> added;

  HubTags() {
    this(tag -> {});
  }

  /** Calls a consumer with each new tag, {@link #OTHER} at once. */
  HubTags(Consumer<Tag> added) {
    this.added = added;
    added.accept(OTHER);
  }

  Tag of(URI hub) {
    if (hub.getHost() == null) {
      return OTHER;
    }
    String host = hub.getHost().toLowerCase(Locale.ROOT);
    Tag tag = Tag.of("hub", host);
    synchronized (byHost) {
      Tag known = byHost.get(host);
      if (known != null || byHost.size() >= MAX) {
        return known == null ? OTHER : known;
      }
      byHost.put(host, tag);
    }
    added.accept(tag);
    return tag;
  }
}
