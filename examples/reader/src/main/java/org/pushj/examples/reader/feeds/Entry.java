package org.pushj.examples.reader.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of news, as text.
 *
 * @param topic the topic that it is from
 * @param identity identifies it within its topic; a SHA-256 digest if it is longer than 200
 *     characters
 * @param version changes when the entry does
 * @param source the title of the feed, or the topic if it has none
 * @param title the title
 * @param link an http or https URL, or a path of the reader; null if there is none
 * @param summary the beginning of its text; may be empty
 * @param at when it was updated or published, or else received
 */
public record Entry(
    URI topic,
    String identity,
    String version,
    String source,
    String title,
    @Nullable String link,
    String summary,
    Instant at) {
  private static final int MAX_IDENTITY = 200;

  /** Shortens the identity, which a feed may make as long as itself. */
  public Entry {
    if (identity.length() > MAX_IDENTITY) {
      identity = "sha-256:" + sha256(identity);
    }
  }

  /** Returns a key shared by all versions of the entry, and by no other entry. */
  public String key() {
    return topic + "\n" + identity;
  }

  /** Returns the id of the page element that shows the entry, whatever its version. */
  public String domId() {
    return "entry-" + UUID.nameUUIDFromBytes(key().getBytes(UTF_8));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
