package org.pushj.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Checks texts, and cleans untrusted ones. Checks throw an IllegalArgumentException that names the
 * parameter.
 */
public final class Texts {
  private static final String MASK = "***";

  /** A shorter prefix reveals nothing, and occurs in many texts by chance. */
  private static final int MIN_PREFIX = 4;

  /**
   * Control characters, those of ISO 8859-1 too, separators of lines, what changes the direction of
   * a line, and half a pair of surrogates, which no database keeps.
   */
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

  private Texts() {}

  /**
   * Masks a secret in an untrusted text, and a prefix of it where the text was truncated, with or
   * without the dots of {@link #excerpt}.
   */
  public static String masked(String text, String secret) {
    String masked = text.replace(secret, MASK);
    int end = masked.length();
    while (end > 0 && "?.".indexOf(masked.charAt(end - 1)) >= 0) {
      end--;
    }
    for (int length = secret.length() - 1; length >= MIN_PREFIX; length--) {
      if (masked.startsWith(secret.substring(0, length), end - length)) {
        return masked.substring(0, end - length) + MASK;
      }
    }
    return masked;
  }

  /**
   * Replaces characters that break, colour or turn a line, so that untrusted text cannot forge
   * lines in a log.
   */
  public static String printable(String text) {
    // Nearly all texts are plain ASCII, for which the pattern takes much longer than a look.
    return isVisible(text) ? text : UNPRINTABLE.matcher(text).replaceAll(" ");
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Does the same, and cuts what is longer than 200 characters. */
  public static String excerpt(String text) {
    return printable(text.length() <= 200 ? text : cut(text, 200) + "...");
  }

  /** Returns the beginning of a text, at most so many characters, and no half of a pair. */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }

  /** Returns the text; throws if it is blank, or has other than visible ASCII and spaces. */
  public static String visible(String name, String text) {
    if (text.isBlank() || !isVisible(text)) {
      throw new IllegalArgumentException(
          name + " must consist of visible ASCII characters and spaces, was \"" + text + "\"");
    }
    return text;
  }

  /** Checks that a text has no U+0000 and no unpaired surrogate, which no database keeps. */
  public static void storable(String name, String text) {
    if (text.indexOf('\0') >= 0 || !UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          name + " must have no character U+0000 and no unpaired surrogate");
    }
  }

  /** Returns the URL; throws if it is longer than so many characters. */
  public static URI atMost(String name, URI url, int maxLength) {
    int length = url.toString().length();
    if (length > maxLength) {
      throw new IllegalArgumentException(
          name + " must be a URL of at most " + maxLength + " characters, had " + length);
    }
    return url;
  }
}
