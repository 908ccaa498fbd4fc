package org.pushj.own;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.SignatureVerifier;

/** Accepts what a vendor sends instead of {@code X-Hub-Signature}: the digits of SHA-256 alone. */
// START SNIPPET: verifier
public final class VendorSignatureVerifier implements SignatureVerifier {
  private static final String VENDOR = "X-Vendor-Digest";

  private final SignatureVerifier standard = new HmacSignatureVerifier(SignatureAlgorithm.SHA1);

  @Override
  public SignatureVerifier.Check begin(HttpHeaders headers, Secret secret) {
    return standard.begin(
        headers
            .firstValue(VENDOR)
            .map(digits -> Map.of("X-Hub-Signature", List.of("sha256=" + digits)))
            .map(translated -> HttpHeaders.of(translated, (name, value) -> true))
            .orElse(headers),
        secret);
  }
}
// END SNIPPET: verifier
