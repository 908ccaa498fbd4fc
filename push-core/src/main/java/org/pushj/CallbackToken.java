package org.pushj;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The unguessable part of a callback URL (W3C WebSub sections 5.1.1 and 8.2). Whoever knows it can
 * speak to the subscription as its hub does, so it is masked in {@link #toString()} and belongs in
 * no log.
 *
 * @param value 22 to 128 characters out of the URL-safe Base64 alphabet
 * @since 0.1
 */
public record CallbackToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 24;
  private static final int MIN = 22;
  private static final int MAX = 128;

  /**
   * Takes a token over from a store.
   *
   * @throws IllegalArgumentException if the value is not of the form above; the message does not
   *     repeat it
   */
  public CallbackToken {
    if (!isToken(value)) {
      throw new IllegalArgumentException(
          "value: a callback token is 22 to 128 characters of A-Z a-z 0-9 - _, this one has "
              + value.length());
    }
  }

  /** Makes a token of 192 random bits, 32 characters long. */
  public static CallbackToken random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return new CallbackToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Reads a token that came in from outside; empty if it cannot be one. */
  public static Optional<CallbackToken> parse(String text) {
    return isToken(text) ? Optional.of(new CallbackToken(text)) : Optional.empty();
  }

  /**
   * Returns a text that somebody else wrote without this token in it, should it be repeated there:
   * fit for a log or a message.
   */
  public String maskedIn(String text) {
    return Masking.mask(text, value);
  }

  /** Returns a text that does not give the token away. */
  @Override
  public String toString() {
    return "CallbackToken[***]";
  }

  /** Tells whether a text has the form of a token. Each delivery and each row that is read asks. */
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
