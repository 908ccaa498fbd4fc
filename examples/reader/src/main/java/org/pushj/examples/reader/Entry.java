package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of news, as text.
 *
 * @param topic the topic that it is from
 * @param identity identifies it within its topic
 * @param version changes when the entry does
 * @param source the title of the feed, or the topic if it has none
 * @param title the title
 * @param link an http or https URL, or a path of the reader; null if there is none
 * @param summary the beginning of its text; may be empty
 * @param at when it was updated or published, or else received
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
  /** Returns a key shared by all versions of the entry, and by no other entry. */
  String key() {
    return topic + "\n" + identity;
  }

  /** Returns the id of the page element that shows the entry, whatever its version. */
  String domId() {
    return "entry-" + UUID.nameUUIDFromBytes(key().getBytes(UTF_8));
  }
}
