package org.pushj;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The four algorithms for signing content (W3C WebSub section 7.1), weakest first.
 *
 * @since 0.1
 */
public enum SignatureAlgorithm {
  /** HMAC-SHA1: the only one that hubs of PubSubHubbub 0.3 and 0.4 support. */
  SHA1("HmacSHA1"),
  /** HMAC-SHA256. */
  SHA256("HmacSHA256"),
  /** HMAC-SHA384. */
  SHA384("HmacSHA384"),
  /** HMAC-SHA512. */
  SHA512("HmacSHA512");

  private static final List<SignatureAlgorithm> ALL = List.of(values());

  private final String jcaName;
  private final String method;

  SignatureAlgorithm(String jcaName) {
    this.jcaName = jcaName;
    this.method = name().toLowerCase(Locale.ROOT);
  }

  /** Finds the algorithm by its name in the header, ignoring case. */
  public static Optional<SignatureAlgorithm> ofMethod(String method) {
    for (SignatureAlgorithm algorithm : ALL) {
      if (algorithm.method().equalsIgnoreCase(method)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the name in the header: {@code sha1}, {@code sha256}, {@code sha384} or {@code sha512}.
   */
  public String method() {
    return method;
  }

  /** Returns the name of the {@link javax.crypto.Mac} algorithm. */
  public String jcaName() {
    return jcaName;
  }
}
