package org.pushj;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.platform.Platform;
import org.pushj.text.Texts;

/**
 * The unguessable part of a callback URL (W3C WebSub sections 5.1.1 and 8.2). Anyone who knows it
 * can act as the hub of the subscription, so it is masked in {@link #toString()} and must not be
 * logged.
 *
 * @param value 22 to 128 characters of the URL-safe Base64 alphabet
 * @since 0.1
 */
public record CallbackToken(String value) {
  private static final int RANDOM_BYTES = 24;
  private static final int MIN = 22;
  private static final int MAX = 128;

  /**
   * Makes a token from its stored value.
   *
   * @throws IllegalArgumentException if the value does not have this form; the message does not
   *     repeat it
   */
  public CallbackToken {
    if (!isToken(value)) {
      throw new IllegalArgumentException(
          "value must have 22 to 128 characters of A-Z a-z 0-9 - _, had " + value.length());
    }
  }

  /** Makes a token of 192 random bits, 32 characters long. */
  public static CallbackToken random() {
    return new CallbackToken(Platform.system().randomness().base64(RANDOM_BYTES));
  }

  /** Parses an untrusted token; empty if it is malformed. */
  public static Optional<CallbackToken> parse(String text) {
    return isToken(text) ? Optional.of(new CallbackToken(text)) : Optional.empty();
  }

  /**
   * Masks this token in a text from outside that may repeat it, so that the text can go into a log
   * or a message.
   */
  public String maskedIn(String text) {
    return Texts.masked(text, value);
  }

  /** Compares the values: several times per delivery, so it is written out, which is faster. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallbackToken token && value.equals(token.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns a text that does not reveal the token. */
  @Override
  public String toString() {
    return "CallbackToken[***]";
  }

  /**
   * Tells whether a text has the form of a token. Called for each delivery and each row read, hence
   * no regular expression.
   */
  private static boolean isToken(String text) {
    if (text.length() < MIN || text.length() > MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isInAlphabet(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInAlphabet(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
