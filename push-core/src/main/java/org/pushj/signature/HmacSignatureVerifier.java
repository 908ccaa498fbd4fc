package org.pushj.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
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
  public Check begin(HttpHeaders headers, Secret secret) {
    List<String> values =
        HEADERS.stream().flatMap(name -> headers.allValues(name).stream()).toList();
    if (values.isEmpty()) {
      return rejected(Rejection.UNSIGNED);
    }
    NavigableMap<SignatureAlgorithm, String> digits = new TreeMap<>();
    for (String value : String.join(",", values).split(",", -1)) {
      int equals = Math.max(0, value.indexOf('='));
      // Of several signatures with one algorithm the first counts.
      SignatureAlgorithm.ofMethod(value.substring(0, equals).strip())
          .ifPresent(it -> digits.putIfAbsent(it, value.substring(equals + 1).strip()));
    }
    Map.Entry<SignatureAlgorithm, String> strongest = digits.lastEntry();
    if (strongest == null) {
      return rejected(Rejection.UNKNOWN_ALGORITHM);
    }
    SignatureAlgorithm algorithm = strongest.getKey();
    return algorithm.compareTo(minimum) < 0
        ? rejected(Rejection.WEAK_ALGORITHM)
        : check(algorithm, strongest.getValue(), mac(algorithm, secret));
  }

  /** Returns the check of a delivery that its headers have decided. */
  private static Check rejected(Rejection why) {
    return new Check() {
      @Override
      public Optional<Rejection> rejectedByHeader() {
        return Optional.of(why);
      }

      @Override
      public void update(byte[] bytes, int offset, int length) {
        // The content does not matter any more.
      }

      @Override
      public Result finish() {
        return new Result.Invalid(why);
      }
    };
  }

  private static Check check(SignatureAlgorithm algorithm, String digits, Mac mac) {
    return new Check() {
      @Override
      public void update(byte[] bytes, int offset, int length) {
        mac.update(bytes, offset, length);
      }

      @Override
      public Result finish() {
        byte[] expected = HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8);
        // Compares all digits, in constant time.
        return MessageDigest.isEqual(expected, digits.toLowerCase(Locale.ROOT).getBytes(UTF_8))
            ? new Result.Valid(algorithm)
            : new Result.Invalid(Rejection.WRONG_SIGNATURE);
      }
    };
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
