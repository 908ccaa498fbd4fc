package org.pushj.endpoint;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Registration;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureVerifier;

/**
 * The check of one delivery against the secrets that may have signed it (W3C WebSub section 7.1).
 * Usually that is one. Used by one thread at a time.
 */
final class ContentSignature {
  private final Map<Secret, SignatureVerifier.Check> checks = new LinkedHashMap<>();
  private final @Nullable Rejection byHeader;

  /** Begins the check. Where a hub was told no secret, content needs no signature. */
  ContentSignature(List<Registration> live, HttpHeaders headers, SignatureVerifier verifier) {
    boolean unsigned = false;
    for (Registration each : live) {
      Secret secret = each.secret();
      if (secret == null) {
        unsigned = true;
      } else {
        checks.computeIfAbsent(secret, told -> verifier.begin(headers, told));
      }
    }
    Optional<Rejection> rejection =
        checks.values().stream().findFirst().flatMap(SignatureVerifier.Check::rejectedByHeader);
    if (unsigned && rejection.isPresent()) {
      checks.clear();
    }
    this.byHeader = unsigned ? null : rejection.orElse(null);
  }

  /** Returns why the delivery is rejected whatever its content is. */
  Optional<Rejection> rejectedByHeader() {
    return Optional.ofNullable(byHeader);
  }

  /** Takes the next piece of the raw content. */
  void update(byte[] bytes, int offset, int length) {
    checks.values().forEach(check -> check.update(bytes, offset, length));
  }

  /** Returns the result, once all of the content was taken. */
  Outcome finish() {
    Rejection rejection = null;
    for (Map.Entry<Secret, SignatureVerifier.Check> each : checks.entrySet()) {
      SignatureVerifier.Result result = each.getValue().finish();
      if (result instanceof SignatureVerifier.Result.Valid valid) {
        return new Outcome(null, valid.algorithm(), each.getKey());
      }
      rejection = ((SignatureVerifier.Result.Invalid) result).why();
    }
    return new Outcome(rejection, null, null);
  }

  /**
   * What came of the check.
   *
   * @param rejection why the content is not to be processed; null if it is
   * @param algorithm the algorithm of the signature; null if there is none
   * @param secret the secret that signed it; null if none did
   */
  record Outcome(
      @Nullable Rejection rejection,
      @Nullable SignatureAlgorithm algorithm,
      @Nullable Secret secret) {}
}
