package org.pushj.spi;

import java.util.Optional;
import org.pushj.Rejection;

/**
 * The check of one delivery, which takes the content piece by piece as it arrives. Used by one
 * thread at a time.
 *
 * @since 0.1
 */
public interface SignatureCheck {

  /**
   * Returns why the delivery is rejected whatever its content is, so that the content need not be
   * read; empty if the content decides.
   */
  Optional<Rejection> rejectedByHeader();

  /**
   * Takes the next piece of the raw content. The array is not kept. Does nothing where the headers
   * have decided.
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
   * @return {@link SignatureResult.Invalid} with the reason of {@link #rejectedByHeader} if there
   *     is one
   */
  SignatureResult finish();
}
