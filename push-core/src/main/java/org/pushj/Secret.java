package org.pushj;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.pushj.platform.Platform;
import org.pushj.text.Texts;

/**
 * The {@code hub.secret} of a subscription: the key with which its hub signs content (W3C WebSub
 * sections 5.1 and 7.1). Masked in {@link #toString()}; must not be logged.
 *
 * @param value the secret, 1 to 199 bytes in UTF-8
 * @since 0.1
 */
public record Secret(String value) {
  /** The length in bytes that a secret must stay below (W3C WebSub section 5.1). */
  public static final int LIMIT_BYTES = 200;

  private static final int RANDOM_BYTES = 32;

  /**
   * Makes a secret from its value, from a store for example.
   *
   * @throws IllegalArgumentException if it is empty or has {@value #LIMIT_BYTES} bytes or more; the
   *     message does not repeat it
   */
  public Secret {
    int length = value.getBytes(UTF_8).length;
    if (length == 0 || length >= LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "value must have 1 to " + (LIMIT_BYTES - 1) + " bytes, had " + length);
    }
  }

  /** Makes a secret of 256 random bits, 43 characters long. */
  public static Secret random() {
    return new Secret(Platform.system().randomness().base64(RANDOM_BYTES));
  }

  /** Returns the bytes of the key, as a new array. */
  public byte[] bytes() {
    return value.getBytes(UTF_8);
  }

  /**
   * Masks this secret in a text from outside that may repeat it, so that the text can go into a log
   * or a message.
   */
  public String maskedIn(String text) {
    return Texts.masked(text, value);
  }

  /** Returns a text that does not reveal the secret. */
  @Override
  public String toString() {
    return "Secret[***]";
  }
}
