package org.pushj.signature;

import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import org.pushj.Rejection;
import org.pushj.spi.SignatureCheck;
import org.pushj.spi.SignatureResult;

/** Computes the HMAC of the content and compares all its digits, in constant time. */
final class HmacSignatureCheck implements SignatureCheck {
  private final SignatureHeader header;
  private final Mac mac;

  HmacSignatureCheck(SignatureHeader header, Mac mac) {
    this.header = header;
    this.mac = mac;
  }

  @Override
  public Optional<Rejection> rejectedByHeader() {
    return Optional.empty();
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    mac.update(bytes, offset, length);
  }

  @Override
  public SignatureResult finish() {
    return MessageDigest.isEqual(mac.doFinal(), header.digest())
        ? new SignatureResult.Valid(header.algorithm())
        : new SignatureResult.Invalid(Rejection.WRONG_SIGNATURE);
  }
}
