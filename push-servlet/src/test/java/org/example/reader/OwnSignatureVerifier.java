package org.example.reader;

import java.util.List;
import java.util.function.Function;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.SignatureVerifier;

/** A verifier of the application: its hub sends the signature in a header of its own. */
public final class OwnSignatureVerifier implements SignatureVerifier {
  /** The name of that header. */
  public static final String SIGNATURE = "X-Own-Signature";

  private final SignatureVerifier hmac = new HmacSignatureVerifier(SignatureAlgorithm.SHA256);

  /** Makes a verifier; the servlet does so by its name. */
  public OwnSignatureVerifier() {}

  @Override
  public SignatureVerifier.Check begin(Function<String, List<String>> headers, Secret secret) {
    List<String> signatures = headers.apply(SIGNATURE);
    return hmac.begin(
        name -> name.equalsIgnoreCase("X-Hub-Signature") ? signatures : List.of(), secret);
  }
}
