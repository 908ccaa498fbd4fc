package org.pushj.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureVerifier;

/**
 * What every {@link SignatureVerifier} must do. Implement this interface in a test class, beside
 * others if you like, and say how a verifier is made:
 *
 * <pre>{@code
 * class OwnSignatureVerifierTest implements SignatureVerifierContract {
 *   @Override
 *   public SignatureVerifier signatureVerifier() {
 *     return new OwnSignatureVerifier();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface SignatureVerifierContract {
  /** The secret of the deliveries. */
  Secret SECRET = new Secret("the secret of this subscription");

  /** Makes a verifier that accepts every algorithm. */
  SignatureVerifier signatureVerifier();

  @ParameterizedTest(name = "SIG-1: {0}")
  @EnumSource(SignatureAlgorithm.class)
  default void verifier_accepts_whenTheSignatureIsRight(SignatureAlgorithm algorithm)
      throws Exception {
    assertEquals(
        new SignatureVerifier.Result.Valid(algorithm), verify(sign(algorithm, SECRET, content())));
  }

  @ParameterizedTest(name = "SIG-2: {0}")
  @EnumSource(SignatureAlgorithm.class)
  default void verifier_rejects_whenTheSecretIsAnother(SignatureAlgorithm algorithm)
      throws Exception {
    assertEquals(
        new SignatureVerifier.Result.Invalid(Rejection.WRONG_SIGNATURE),
        verify(sign(algorithm, new Secret("guessed"), content())));
  }

  @Test
  default void verifier_knowsTheTestVectorsOfRfc2202And4231() {
    // Key "Jefe": RFC 2202 section 3 case 2, RFC 4231 section 4.3.
    byte[] data = "what do ya want for nothing?".getBytes(UTF_8);
    String sha1 = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
    String sha256 = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assertEquals(
        new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA1),
        signatureVerifier().verify(headers(sha1), new Secret("Jefe"), data));
    assertEquals(
        new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256),
        signatureVerifier().verify(headers(sha256), new Secret("Jefe"), data));
  }

  @Test
  default void verifier_comparesByValue_whenDigitsAndMethodAreInUpperCase() throws Exception {
    String header = sign(SignatureAlgorithm.SHA256, SECRET, content());
    assertEquals(
        new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256),
        verify(header.toUpperCase(Locale.ROOT)));
  }

  @Test
  default void verifier_rejects_whenDigitsAreMissingOrTooMany() throws Exception {
    String header = sign(SignatureAlgorithm.SHA256, SECRET, content());
    SignatureVerifier.Result wrong =
        new SignatureVerifier.Result.Invalid(Rejection.WRONG_SIGNATURE);
    assertEquals(wrong, verify(header.substring(0, header.length() - 2)));
    assertEquals(wrong, verify(header + "00"));
    assertEquals(wrong, verify("sha256="));
    assertEquals(wrong, verify("sha256=" + "zz".repeat(32)));
  }

  @ParameterizedTest(name = "SIG-2: \"{0}\"")
  @ValueSource(
      strings = {"", "=", "sha256", "md5=00", "sha224=00", "none=00", "HmacSHA256=00", "sha256:00"})
  default void verifier_rejectsByHeader_whenTheAlgorithmIsUnknown(String header) {
    assertEquals(
        Optional.of(Rejection.UNKNOWN_ALGORITHM),
        signatureVerifier().begin(headers(header)::allValues, SECRET).rejectedByHeader());
  }

  @Test
  default void verifier_rejectsByHeader_whenThereIsNone() {
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    assertEquals(
        Optional.of(Rejection.UNSIGNED),
        signatureVerifier().begin(none::allValues, SECRET).rejectedByHeader());
    assertEquals(
        new SignatureVerifier.Result.Invalid(Rejection.UNSIGNED),
        signatureVerifier().verify(none, SECRET, content()));
  }

  @Test
  default void check_takesTheContentInPieces() throws Exception {
    SignatureVerifier.Check check =
        signatureVerifier()
            .begin(headers(sign(SignatureAlgorithm.SHA512, SECRET, content()))::allValues, SECRET);
    byte[] content = content();
    for (int i = 0; i < content.length; i++) {
      check.update(content, i, 1);
    }
    assertEquals(new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA512), check.finish());
  }

  private SignatureVerifier.Result verify(String... values) {
    return signatureVerifier().verify(headers(values), SECRET, content());
  }

  private static HttpHeaders headers(String... values) {
    return HttpHeaders.of(Map.of("X-Hub-Signature", List.of(values)), (name, value) -> true);
  }

  private static String sign(SignatureAlgorithm algorithm, Secret secret, byte[] content)
      throws Exception {
    Mac mac = Mac.getInstance(algorithm.jcaName());
    mac.init(new SecretKeySpec(secret.bytes(), algorithm.jcaName()));
    return algorithm.method() + "=" + HexFormat.of().formatHex(mac.doFinal(content));
  }

  private static byte[] content() {
    return "<feed>news</feed>".getBytes(UTF_8);
  }
}
