package org.pushj;

/**
 * Why a delivery was not taken as content of its hub (W3C WebSub section 7.1.2).
 *
 * @since 0.1
 */
public enum Rejection {
  /** The hub knows a secret, and the delivery has no signature. */
  UNSIGNED,
  /** The signature is of none of the four algorithms, or is no signature at all. */
  UNKNOWN_ALGORITHM,
  /** The signature is of an algorithm below the configured minimum. */
  WEAK_ALGORITHM,
  /** The signature is not that of the content. */
  WRONG_SIGNATURE
}
