package org.pushj.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  private final List<OfSecret> checks = new ArrayList<>(2);
  private final @Nullable Rejection byHeader;

  /** Begins the check. Where a hub was given no secret, content needs no signature. */
  ContentSignature(
      List<Registration> live, Function<String, List<String>> headers, SignatureVerifier verifier) {
    boolean unsigned = false;
    for (Registration each : live) {
      Secret secret = each.secret();
      if (secret == null) {
        unsigned = true;
      } else if (!isChecked(secret)) {
        checks.add(new OfSecret(secret, verifier.begin(headers, secret)));
      }
    }
    Rejection rejection =
        checks.isEmpty() ? null : checks.get(0).check().rejectedByHeader().orElse(null);
    if (unsigned && rejection != null) {
      checks.clear();
    }
    this.byHeader = unsigned ? null : rejection;
  }

  private boolean isChecked(Secret secret) {
    for (OfSecret each : checks) {
      if (each.secret().equals(secret)) {
        return true;
      }
    }
    return false;
  }

  /** Returns why the delivery is rejected whatever its content is. */
  Optional<Rejection> rejectedByHeader() {
    return Optional.ofNullable(byHeader);
  }

  /** Returns the result for the whole of the raw content. Called once. */
  Outcome of(byte[] content) {
    Rejection rejection = null;
    for (OfSecret each : checks) {
      each.check().update(content, 0, content.length);
      SignatureVerifier.Result result = each.check().finish();
      if (result instanceof SignatureVerifier.Result.Valid valid) {
        return new Outcome(null, valid.algorithm(), each.secret());
      }
      rejection = ((SignatureVerifier.Result.Invalid) result).why();
    }
    return new Outcome(rejection, null, null);
  }

  private record OfSecret(Secret secret, SignatureVerifier.Check check) {}

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
