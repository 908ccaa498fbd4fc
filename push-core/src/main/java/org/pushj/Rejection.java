package org.pushj;

/**
 * Why a delivery was not accepted as authentic content from its hub (W3C WebSub section 7.1.2).
 *
 * @since 0.1
 */
public enum Rejection {
  /** The subscription has a secret, and the delivery has no signature. */
  UNSIGNED,
  /** The signature uses none of the four algorithms, or is malformed. */
  UNKNOWN_ALGORITHM,
  /** The signature uses an algorithm below the configured minimum. */
  WEAK_ALGORITHM,
  /** The signature does not match the content. */
  WRONG_SIGNATURE
}
