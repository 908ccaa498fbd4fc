package org.pushj.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Short keys for what is too long for an index: SHA-256 in Base64, 43 characters. Two texts that
 * differ have different keys.
 */
final class Digests {
  private Digests() {}

  /** Returns the key of a topic at a hub. No URL contains the character between them. */
  static String of(URI topic, URI hub) {
    return of(topic + "\0" + hub);
  }

  /**
   * Returns the key of a content of a topic.
   *
   * @param sha256 the digest of the content
   */
  static String of(URI topic, String sha256) {
    return of(topic + "\0" + sha256);
  }

  /** Returns the key of one URL. */
  static String of(URI url) {
    return of(url.toString());
  }

  private static String of(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
