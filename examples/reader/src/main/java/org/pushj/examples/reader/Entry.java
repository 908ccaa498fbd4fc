package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of news, as text.
 *
 * @param topic the topic that it came from
 * @param identity what names it within its topic
 * @param version changes when the entry does
 * @param source the title of the feed, or the topic where there is none
 * @param title the title
 * @param link an http or https URL, or a path of the reader; null if there is none
 * @param summary how it begins; may be empty
 * @param at when it was published or changed, or else received
 */
record Entry(
    URI topic,
    String identity,
    String version,
    String source,
    String title,
    @Nullable String link,
    String summary,
    Instant at) {
  /** Returns what is the same for all versions of the entry, and for no other one. */
  String key() {
    return topic + "\n" + identity;
  }

  /** Returns a name for the element of the page that shows the entry, whatever its version. */
  String domId() {
    return "entry-" + UUID.nameUUIDFromBytes(key().getBytes(UTF_8));
  }
}
