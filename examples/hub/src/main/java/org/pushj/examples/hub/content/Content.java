package org.pushj.examples.hub.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The content of a topic: its type and its bytes, unchanged. */
public final class Content {
  private final String type;
  private final byte[] body;
  private final String digest;

  /** Does not copy the body, which must not be changed afterwards. */
  public Content(String type, byte[] body) {
    this.type = type;
    this.body = body;
    this.digest = sha256(body);
  }

  /** Returns the {@code Content-Type}. */
  public String type() {
    return type;
  }

  /** Returns the body, not a copy: it is sent to every subscriber. */
  public byte[] body() {
    return body;
  }

  /** Returns a digest that identifies the body. */
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
