package org.pushj.own;

// START SNIPPET: contract
import org.pushj.spi.SignatureVerifier;
import org.pushj.tck.SignatureVerifierContract;

class VendorSignatureVerifierTest implements SignatureVerifierContract {
  @Override
  public SignatureVerifier signatureVerifier() {
    return new VendorSignatureVerifier();
  }
}
// END SNIPPET: contract
