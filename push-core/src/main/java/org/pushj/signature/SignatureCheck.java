package org.pushj.signature;

import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.pushj.Rejection;
import org.pushj.spi.SignatureResult;

/**
 * The check of one delivery, which takes the content piece by piece as it arrives. Used by one
 * thread at a time.
 *
 * @since 0.1
 */
public final class SignatureCheck {
  private final @Nullable Rejection rejection;
  private final @Nullable SignatureHeader header;
  private final @Nullable Mac mac;

  private SignatureCheck(
      @Nullable Rejection rejection, @Nullable SignatureHeader header, @Nullable Mac mac) {
    this.rejection = rejection;
    this.header = header;
    this.mac = mac;
  }

  static SignatureCheck rejected(Rejection why) {
    return new SignatureCheck(why, null, null);
  }

  static SignatureCheck running(SignatureHeader header, Mac mac) {
    return new SignatureCheck(null, header, mac);
  }

  /**
   * Returns why the delivery is rejected whatever its content is, so that nothing of it need be
   * read.
   */
  public Optional<Rejection> rejectedByHeader() {
    return Optional.ofNullable(rejection);
  }

  /** Takes the next piece of the raw content. */
  public void update(byte[] bytes, int offset, int length) {
    if (mac != null) {
      mac.update(bytes, offset, length);
    }
  }

  /**
   * Returns the result, once all of the content was taken. All digits are compared, in constant
   * time.
   */
  public SignatureResult finish() {
    if (header == null || mac == null) {
      return new SignatureResult.Invalid(rejection == null ? Rejection.UNSIGNED : rejection);
    }
    boolean same = MessageDigest.isEqual(mac.doFinal(), header.digest());
    return same
        ? new SignatureResult.Valid(header.algorithm())
        : new SignatureResult.Invalid(Rejection.WRONG_SIGNATURE);
  }
}
