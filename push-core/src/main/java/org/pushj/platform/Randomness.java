package org.pushj.platform;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** The source of tokens, secrets and ids: nobody can guess what it draws next. Thread-safe. */
@FunctionalInterface
public interface Randomness {

  /** Fills an array with random bytes. */
  void nextBytes(byte[] bytes);

  /** Draws so many bytes, and returns them in the URL-safe Base64 alphabet, without padding. */
  default String base64(int length) {
    byte[] bytes = new byte[length];
    nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Draws the 128 bits of a nonce, in the form of a UUID. */
  default UUID uuid() {
    ByteBuffer drawn = ByteBuffer.allocate(2 * Long.BYTES);
    nextBytes(drawn.array());
    return new UUID(drawn.getLong(), drawn.getLong());
  }
}
