package org.pushj.signature;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureVerifier;

/**
 * Checks signatures of the HMAC family (W3C WebSub section 7.1). Safe for use by several threads.
 *
 * <p>A delivery may have several signatures, in separate headers or in one header with commas (RFC
 * 9110 section 5.3). Only that of the strongest algorithm counts. In addition to {@code
 * X-Hub-Signature}, the header {@code X-Hub-Signature-256} is read, which some senders add for
 * SHA-256.
 *
 * @since 0.1
 */
public final class HmacSignatureVerifier implements SignatureVerifier {
  private static final List<String> HEADERS = List.of("X-Hub-Signature", "X-Hub-Signature-256");

  /** How many keyed hashes of an algorithm are kept for later deliveries. */
  private static final int MAX_IDLE = 64;

  private final SignatureAlgorithm minimum;
  private final Map<SignatureAlgorithm, Queue<Mac>> idle = new EnumMap<>(SignatureAlgorithm.class);

  /** Makes a verifier that rejects every algorithm weaker than {@code minimum}. */
  public HmacSignatureVerifier(SignatureAlgorithm minimum) {
    this.minimum = minimum;
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      idle.put(algorithm, new ArrayBlockingQueue<>(MAX_IDLE));
    }
  }

  @Override
  public Check begin(Function<String, List<String>> headers, Secret secret) {
    List<String> values = values(headers);
    if (values.isEmpty()) {
      return rejected(Rejection.UNSIGNED);
    }
    SignatureAlgorithm strongest = null;
    String digits = "";
    for (String value : values) {
      int equals = Math.max(0, value.indexOf('='));
      SignatureAlgorithm algorithm =
          SignatureAlgorithm.ofMethod(value.substring(0, equals).strip()).orElse(null);
      // Of several signatures with one algorithm the first counts.
      if (algorithm != null && (strongest == null || algorithm.compareTo(strongest) > 0)) {
        strongest = algorithm;
        digits = value.substring(equals + 1).strip();
      }
    }
    if (strongest == null) {
      return rejected(Rejection.UNKNOWN_ALGORITHM);
    }
    if (strongest.compareTo(minimum) < 0) {
      return rejected(Rejection.WEAK_ALGORITHM);
    }
    return digits.length() == 2 * strongest.size()
        ? check(strongest, digits, secret)
        : rejected(Rejection.WRONG_SIGNATURE);
  }

  /** Returns all signatures, those of a header with commas one by one. */
  private static List<String> values(Function<String, List<String>> headers) {
    List<String> values = new ArrayList<>();
    for (String name : HEADERS) {
      for (String value : headers.apply(name)) {
        if (value.indexOf(',') < 0) {
          values.add(value);
        } else {
          values.addAll(List.of(value.split(",", -1)));
        }
      }
    }
    return values;
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

  private Check check(SignatureAlgorithm algorithm, String digits, Secret secret) {
    Queue<Mac> unused = Objects.requireNonNull(idle.get(algorithm));
    Mac keyed = keyed(unused.poll(), algorithm, secret);
    return new Check() {
      private @Nullable Mac mac = keyed;

      @Override
      public void update(byte[] bytes, int offset, int length) {
        Objects.requireNonNull(mac, "the check is finished").update(bytes, offset, length);
      }

      @Override
      public Result finish() {
        Mac done = Objects.requireNonNull(mac, "the check is finished");
        // From here on it is that of another delivery.
        mac = null;
        byte[] expected = done.doFinal();
        unused.offer(done);
        // Compares all bytes, in constant time.
        return MessageDigest.isEqual(expected, bytes(digits))
            ? new Result.Valid(algorithm)
            : new Result.Invalid(Rejection.WRONG_SIGNATURE);
      }
    };
  }

  /** Returns what hexadecimal digits stand for; nothing if they are none. */
  private static byte[] bytes(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }

  /** Finding a keyed hash takes longer than a short body does, so they are used again. */
  private static Mac keyed(@Nullable Mac used, SignatureAlgorithm algorithm, Secret secret) {
    try {
      Mac mac = used == null ? Mac.getInstance(algorithm.jcaName()) : used;
      mac.init(new SecretKeySpec(secret.bytes(), algorithm.jcaName()));
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java platform lacks " + algorithm.jcaName(), missing);
    }
  }
}
