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
import org.pushj.spi.SignatureCheck;
import org.pushj.spi.SignatureVerifier;

/**
 * Checks signatures of the HMAC family (W3C WebSub section 7.1). Immutable.
 *
 * <p>A delivery may have several signatures, in headers of their own or in one header with commas
 * (RFC 9110 section 5.3). Then only the one of the strongest algorithm counts. Besides {@code
 * X-Hub-Signature}, the header {@code X-Hub-Signature-256} is read, which some senders add for
 * SHA-256.
 *
 * @since 0.1
 */
public final class HmacSignatureVerifier implements SignatureVerifier {
  private static final List<String> HEADERS = List.of("X-Hub-Signature", "X-Hub-Signature-256");

  private final SignatureAlgorithm minimum;

  /** Makes a verifier that rejects every algorithm weaker than {@code minimum}. */
  public HmacSignatureVerifier(SignatureAlgorithm minimum) {
    this.minimum = minimum;
  }

  @Override
  public SignatureCheck begin(HttpHeaders headers, Secret secret) {
    List<String> values = new ArrayList<>();
    HEADERS.forEach(name -> values.addAll(headers.allValues(name)));
    if (values.isEmpty()) {
      return new RejectedCheck(Rejection.UNSIGNED);
    }
    Optional<SignatureHeader> strongest =
        values.stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .flatMap(value -> SignatureHeader.parse(value).stream())
            .max(Comparator.comparing(SignatureHeader::algorithm));
    if (strongest.isEmpty()) {
      return new RejectedCheck(Rejection.UNKNOWN_ALGORITHM);
    }
    SignatureHeader header = strongest.get();
    if (header.algorithm().compareTo(minimum) < 0) {
      return new RejectedCheck(Rejection.WEAK_ALGORITHM);
    }
    return new HmacSignatureCheck(header, mac(header.algorithm(), secret));
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
