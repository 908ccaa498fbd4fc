package org.pushj.spi;

import java.net.http.HttpHeaders;
import org.pushj.Secret;

/**
 * Checks that content comes from somebody who knows the secret of a subscription (W3C WebSub
 * section 7.1). Safe for use by several threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SignatureVerifier {

  /**
   * Begins the check of one delivery.
   *
   * @param headers the headers of the delivery
   * @param secret the secret that the hub was given
   * @return the check, which takes the content as it arrives
   */
  SignatureCheck begin(HttpHeaders headers, Secret secret);

  /** Checks a delivery whose content is complete. */
  default SignatureResult verify(HttpHeaders headers, Secret secret, byte[] content) {
    SignatureCheck check = begin(headers, secret);
    check.update(content, 0, content.length);
    return check.finish();
  }
}
