package org.pushj.own;

// START SNIPPET: verifier
import java.util.List;
import java.util.function.Function;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.SignatureVerifier;

/** Accepts what a vendor sends instead of {@code X-Hub-Signature}: the digits of SHA-256 alone. */
public final class VendorSignatureVerifier implements SignatureVerifier {
  private static final String VENDOR = "X-Vendor-Digest";

  private final SignatureVerifier standard = new HmacSignatureVerifier(SignatureAlgorithm.SHA1);

  @Override
  public SignatureVerifier.Check begin(Function<String, List<String>> headers, Secret secret) {
    List<String> digits = headers.apply(VENDOR);
    return digits.isEmpty()
        ? standard.begin(headers, secret)
        : standard.begin(
            name ->
                name.equalsIgnoreCase("X-Hub-Signature")
                    ? List.of("sha256=" + digits.get(0))
                    : List.of(),
            secret);
  }
}
// END SNIPPET: verifier
