package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.platform.Randomness;

/**
 * A request to a callback by the application itself, which shows whether requests from outside get
 * through to its endpoint. Its query holds the time, a nonce and a proof; the answer holds another
 * proof. Both are made with a key that is derived from the secret of the subscription, or where it
 * has none, from the token of the callback: so what is seen of a probe is no signature of content.
 * Nothing is changed by it, and after a few minutes it is answered no more. Immutable.
 */
public final class CallbackProbe {
  private static final String PARAMETER = "push.probe=";
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final Pattern QUERY =
      Pattern.compile("push\\.probe=((\\d{1,15})\\.[0-9a-f-]{36})\\.([0-9a-f]{64})");

  private final Registration known;
  private final String nonce;

  private CallbackProbe(Registration known, String nonce) {
    this.known = known;
    this.nonce = nonce;
  }

  /** Makes a new probe of a callback. */
  public static CallbackProbe of(Registration known, Instant now, Randomness randomness) {
    return new CallbackProbe(known, now.toEpochMilli() + "." + randomness.uuid());
  }

  /** Returns the query of the request. */
  public String query() {
    return PARAMETER + nonce + "." + proof("ask");
  }

  /** Returns the body of the answer. */
  public String answer() {
    return proof("answer");
  }

  /** Tells whether a query may be that of a probe: no hub sends such a one. */
  static boolean isIn(String rawQuery) {
    return rawQuery.startsWith(PARAMETER);
  }

  /** Reads the query of a request; empty if it is not that of a probe that holds now. */
  static Optional<CallbackProbe> read(String rawQuery, Registration known, Instant now) {
    Matcher query = QUERY.matcher(rawQuery);
    if (!query.matches()) {
      return Optional.empty();
    }
    Instant sentAt = Instant.ofEpochMilli(Long.parseLong(query.group(2)));
    CallbackProbe probe = new CallbackProbe(known, query.group(1));
    boolean proven =
        MessageDigest.isEqual(
            probe.proof("ask").getBytes(US_ASCII), query.group(3).getBytes(US_ASCII));
    boolean recent = Duration.between(sentAt, now).abs().compareTo(VALID) <= 0;
    return proven && recent ? Optional.of(probe) : Optional.empty();
  }

  private String proof(String purpose) {
    Secret secret = known.secret();
    byte[] key = secret == null ? known.callback().value().getBytes(US_ASCII) : secret.bytes();
    byte[] derived = hmac(key, "push callback probe");
    return HexFormat.of()
        .formatHex(hmac(derived, purpose + " " + known.callback().value() + " " + nonce));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
