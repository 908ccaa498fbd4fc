package org.pushj.spi;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;

/**
 * Checks that content comes from a sender that knows the secret of a subscription (W3C WebSub
 * section 7.1). Safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SignatureVerifier {

  /**
   * Begins the check of one delivery.
   *
   * @param headers returns the values of a header of the delivery, by its name in any case; none if
   *     there is none
   * @param secret the secret that the hub was given
   * @return the check, which receives the content as it arrives
   */
  Check begin(Function<String, List<String>> headers, Secret secret);

  /** Checks a delivery whose content is complete. */
  default Result verify(HttpHeaders headers, Secret secret, byte[] content) {
    Check check = begin(headers::allValues, secret);
    check.update(content, 0, content.length);
    return check.finish();
  }

  /**
   * The check of one delivery, which receives the content piece by piece as it arrives. Used by one
   * thread at a time.
   *
   * @since 0.1
   */
  interface Check {

    /**
     * Returns why the delivery is rejected whatever its content is, so that the content need not be
     * read; empty if the content decides. Default: empty.
     */
    default Optional<Rejection> rejectedByHeader() {
      return Optional.empty();
    }

    /**
     * Adds the next piece of the raw content. The array is not kept. Does nothing if the headers
     * have already decided.
     *
     * @param bytes holds the piece
     * @param offset where the piece starts
     * @param length how many bytes it has, 0 or more
     */
    void update(byte[] bytes, int offset, int length);

    /**
     * Returns the result. Called once, after the last piece. Signatures are compared in constant
     * time.
     *
     * @return {@link Result.Invalid} with the reason of {@link #rejectedByHeader} if there is one
     */
    Result finish();
  }

  /**
   * The result of checking a signature.
   *
   * @since 0.1
   */
  sealed interface Result {

    /**
     * The content comes from a sender that knows the secret.
     *
     * @param algorithm the algorithm of the signature that counted
     */
    record Valid(SignatureAlgorithm algorithm) implements Result {}

    /**
     * The content must not be processed (W3C WebSub section 7.1.2).
     *
     * @param why the reason
     */
    record Invalid(Rejection why) implements Result {}
  }
}
