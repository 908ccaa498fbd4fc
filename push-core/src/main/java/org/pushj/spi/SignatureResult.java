package org.pushj.spi;

import org.pushj.Rejection;
import org.pushj.SignatureAlgorithm;

/**
 * What came of checking a signature.
 *
 * @since 0.1
 */
public sealed interface SignatureResult {

  /**
   * The content is that of somebody who knows the secret.
   *
   * @param algorithm the algorithm of the signature that counted
   */
  record Valid(SignatureAlgorithm algorithm) implements SignatureResult {}

  /**
   * The content is not to be processed (W3C WebSub section 7.1.2).
   *
   * @param why what is wrong
   */
  record Invalid(Rejection why) implements SignatureResult {}
}
