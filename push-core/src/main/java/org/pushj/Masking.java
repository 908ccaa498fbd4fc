package org.pushj;

/** Keeps what is secret out of texts that others wrote. */
final class Masking {
  private static final String MASK = "***";

  /** A piece shorter than this gives nothing away, and stands in many a text by chance. */
  private static final int MIN_PIECE = 4;

  private Masking() {}

  /** Returns the text without the secret, and without the piece of it at which it was cut off. */
  static String mask(String text, String secret) {
    String masked = text.replace(secret, MASK);
    for (int length = secret.length() - 1; length >= MIN_PIECE; length--) {
      if (masked.endsWith(secret.substring(0, length))) {
        return masked.substring(0, masked.length() - length) + MASK;
      }
    }
    return masked;
  }
}
