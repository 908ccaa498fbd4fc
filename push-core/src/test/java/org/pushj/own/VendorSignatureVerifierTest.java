package org.pushj.own;

import org.pushj.spi.SignatureVerifier;
import org.pushj.tck.SignatureVerifierContract;

// START SNIPPET: contract
class VendorSignatureVerifierTest implements SignatureVerifierContract {
  @Override
  public SignatureVerifier signatureVerifier() {
    return new VendorSignatureVerifier();
  }
}
// END SNIPPET: contract
