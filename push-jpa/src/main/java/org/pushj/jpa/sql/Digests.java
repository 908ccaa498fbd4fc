package org.pushj.jpa.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Short keys for what is too long for an index: SHA-256 in Base64, 43 characters. Two texts that
 * differ have different keys.
 */
public final class Digests {
  private static final int SHORT = 22;

  private Digests() {}

  /** Returns the key of a text. */
  public static String of(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the beginning of the key of a text, which is enough to search by. */
  public static String shortOf(String text) {
    return of(text).substring(0, SHORT);
  }
}
