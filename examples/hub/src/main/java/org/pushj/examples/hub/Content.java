package org.pushj.examples.hub;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a topic URL served: a type and bytes, unchanged. */
final class Content {
  private final String type;
  private final byte[] body;
  private final String digest;

  /** Takes over the body, which nobody changes from now on. */
  Content(String type, byte[] body) {
    this.type = type;
    this.body = body;
    this.digest = sha256(body);
  }

  /** Returns the {@code Content-Type}. */
  String type() {
    return type;
  }

  /** Returns the bytes themselves, not a copy: they go to every subscriber. */
  byte[] body() {
    return body;
  }

  /** Returns what tells one body from another. */
  String digest() {
    return digest;
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
