package org.pushj;

/** Masks secrets in untrusted text. */
final class Masking {
  private static final String MASK = "***";

  /** A shorter prefix reveals nothing, and occurs in many texts by chance. */
  private static final int MIN_PREFIX = 4;

  private Masking() {}

  /** Masks the secret in a text, and a prefix of it where the text was truncated. */
  static String mask(String text, String secret) {
    String masked = text.replace(secret, MASK);
    for (int length = secret.length() - 1; length >= MIN_PREFIX; length--) {
      if (masked.endsWith(secret.substring(0, length))) {
        return masked.substring(0, masked.length() - length) + MASK;
      }
    }
    return masked;
  }
}
