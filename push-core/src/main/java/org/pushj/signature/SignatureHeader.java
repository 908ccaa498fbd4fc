package org.pushj.signature;

import java.util.HexFormat;
import java.util.Optional;
import org.pushj.SignatureAlgorithm;

/**
 * One {@code X-Hub-Signature} header: {@code method=hexadecimal digits} (W3C WebSub section 7.1).
 */
final class SignatureHeader {
  private static final byte[] NOTHING = {};

  private final SignatureAlgorithm algorithm;
  private final byte[] digest;

  private SignatureHeader(SignatureAlgorithm algorithm, byte[] digest) {
    this.algorithm = algorithm;
    this.digest = digest;
  }

  /** Returns the algorithm that the method names. */
  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns the bytes of the digits; empty if they are not those of a signature. */
  byte[] digest() {
    return digest;
  }

  /** Reads a header; empty if its method is none of the four, or if it is of another form. */
  static Optional<SignatureHeader> parse(String value) {
    int equals = value.indexOf('=');
    if (equals < 0) {
      return Optional.empty();
    }
    String digits = value.substring(equals + 1).strip();
    return SignatureAlgorithm.ofMethod(value.substring(0, equals).strip())
        .map(algorithm -> new SignatureHeader(algorithm, bytes(algorithm, digits)));
  }

  private static byte[] bytes(SignatureAlgorithm algorithm, String digits) {
    if (digits.length() != 2 * algorithm.digestBytes()) {
      return NOTHING;
    }
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException noDigits) {
      return NOTHING;
    }
  }
}
