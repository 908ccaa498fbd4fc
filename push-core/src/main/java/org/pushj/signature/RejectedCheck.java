package org.pushj.signature;

import java.util.Optional;
import org.pushj.Rejection;
import org.pushj.spi.SignatureCheck;
import org.pushj.spi.SignatureResult;

/** The check of a delivery that its headers have decided, whatever its content is. */
record RejectedCheck(Rejection why) implements SignatureCheck {
  @Override
  public Optional<Rejection> rejectedByHeader() {
    return Optional.of(why);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    // The content does not matter any more.
  }

  @Override
  public SignatureResult finish() {
    return new SignatureResult.Invalid(why);
  }
}
