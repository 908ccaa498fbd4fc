package org.pushj.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureVerifier;

/**
 * The check of one delivery against the secret that its hub was given (W3C WebSub section 7.1).
 * Where it was given none, content needs no signature. Used by one thread at a time.
 */
final class ContentSignature {
  private final SignatureVerifier.@Nullable Check check;

  /** Begins the check. */
  ContentSignature(
      Optional<Secret> secret, Function<String, List<String>> headers, SignatureVerifier verifier) {
    this.check = secret.map(known -> verifier.begin(headers, known)).orElse(null);
  }

  /** Returns why the delivery is rejected whatever its content is. */
  Optional<Rejection> rejectedByHeader() {
    return check == null ? Optional.empty() : check.rejectedByHeader();
  }

  /** Returns the result for the whole of the raw content. Called once. */
  Outcome of(byte[] content) {
    if (check == null) {
      return new Outcome(null, null);
    }
    check.update(content, 0, content.length);
    SignatureVerifier.Result result = check.finish();
    return result instanceof SignatureVerifier.Result.Valid valid
        ? new Outcome(null, valid.algorithm())
        : new Outcome(((SignatureVerifier.Result.Invalid) result).why(), null);
  }

  /**
   * What came of the check.
   *
   * @param rejection why the content is not to be processed; null if it is
   * @param algorithm the algorithm of the signature; null if there is none
   */
  record Outcome(@Nullable Rejection rejection, @Nullable SignatureAlgorithm algorithm) {}
}
