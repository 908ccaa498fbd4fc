package org.pushj;

import java.util.List;
import java.util.Optional;

/**
 * The algorithms for signing content (W3C WebSub section 7.1), weakest first.
 *
 * @since 0.1
 */
public enum SignatureAlgorithm {
  /** HMAC-SHA1: the only one that hubs of PubSubHubbub 0.3 and 0.4 support. */
  SHA1("sha1", "HmacSHA1", 20),
  /** HMAC-SHA256. */
  SHA256("sha256", "HmacSHA256", 32),
  /** HMAC-SHA384. */
  SHA384("sha384", "HmacSHA384", 48),
  /** HMAC-SHA512. */
  SHA512("sha512", "HmacSHA512", 64);

  private static final List<SignatureAlgorithm> ALL = List.of(values());

  private final String method;
  private final String jcaName;
  private final int size;

  SignatureAlgorithm(String method, String jcaName, int size) {
    this.method = method;
    this.jcaName = jcaName;
    this.size = size;
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

  /** Returns the name in the header, such as {@code sha256}. */
  public String method() {
    return method;
  }

  /** Returns the name of the {@link javax.crypto.Mac} algorithm. */
  public String jcaName() {
    return jcaName;
  }

  /** Returns the size of a signature, in bytes; the header has two digits for each. */
  public int size() {
    return size;
  }
}
