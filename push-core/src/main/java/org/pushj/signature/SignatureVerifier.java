package org.pushj.signature;

import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureResult;

/**
 * Checks that content comes from somebody who knows the subscription's secret (W3C WebSub section
 * 7.1). Immutable.
 *
 * <p>Where a delivery has several signatures, in headers of their own or in one with commas (RFC
 * 9110 section 5.3), the one of the strongest algorithm counts, alone. Besides {@code
 * X-Hub-Signature}, the header {@code X-Hub-Signature-256} is read, which some senders add for
 * SHA-256.
 *
 * @since 0.1
 */
public final class SignatureVerifier {
  private static final List<String> HEADERS = List.of("X-Hub-Signature", "X-Hub-Signature-256");

  private final SignatureAlgorithm minimum;

  /** Makes a verifier that rejects every algorithm weaker than {@code minimum}. */
  public SignatureVerifier(SignatureAlgorithm minimum) {
    this.minimum = minimum;
  }

  /** Begins the check of a delivery with these headers. */
  public SignatureCheck begin(HttpHeaders headers, Secret secret) {
    List<String> values = new ArrayList<>();
    HEADERS.forEach(name -> values.addAll(headers.allValues(name)));
    if (values.isEmpty()) {
      return SignatureCheck.rejected(Rejection.UNSIGNED);
    }
    Optional<SignatureHeader> strongest =
        values.stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .flatMap(value -> SignatureHeader.parse(value).stream())
            .max(Comparator.comparing(SignatureHeader::algorithm));
    if (strongest.isEmpty()) {
      return SignatureCheck.rejected(Rejection.UNKNOWN_ALGORITHM);
    }
    SignatureHeader header = strongest.get();
    if (header.algorithm().compareTo(minimum) < 0) {
      return SignatureCheck.rejected(Rejection.WEAK_ALGORITHM);
    }
    return SignatureCheck.running(header, mac(header.algorithm(), secret));
  }

  /** Checks a delivery whose content is all there. */
  public SignatureResult verify(HttpHeaders headers, Secret secret, byte[] content) {
    SignatureCheck check = begin(headers, secret);
    check.update(content, 0, content.length);
    return check.finish();
  }

  private static Mac mac(SignatureAlgorithm algorithm, Secret secret) {
    try {
      Mac mac = Mac.getInstance(algorithm.jcaName());
      mac.init(new SecretKeySpec(secret.bytes(), algorithm.jcaName()));
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java platform lacks " + algorithm.jcaName(), missing);
    }
  }
}
