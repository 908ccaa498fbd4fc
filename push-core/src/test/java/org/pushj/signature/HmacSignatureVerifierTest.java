package org.pushj.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureCheck;
import org.pushj.spi.SignatureResult;
import org.pushj.spi.SignatureVerifier;

class HmacSignatureVerifierTest {
  private static final Secret SECRET = new Secret("the secret of this subscription");
  private static final byte[] CONTENT = "<feed>news</feed>".getBytes(UTF_8);

  private final SignatureVerifier verifier = new HmacSignatureVerifier(SignatureAlgorithm.SHA1);

  @ParameterizedTest(name = "SIG-1: {0}")
  @EnumSource(SignatureAlgorithm.class)
  void verifier_accepts_whenTheSignatureIsRight(SignatureAlgorithm algorithm) throws Exception {
    assertThat(verify(sign(algorithm, SECRET, CONTENT)))
        .isEqualTo(new SignatureResult.Valid(algorithm));
  }

  @ParameterizedTest(name = "SIG-2: {0}")
  @EnumSource(SignatureAlgorithm.class)
  void verifier_rejects_whenTheSecretIsAnother(SignatureAlgorithm algorithm) throws Exception {
    assertThat(verify(sign(algorithm, new Secret("guessed"), CONTENT)))
        .isEqualTo(new SignatureResult.Invalid(Rejection.WRONG_SIGNATURE));
  }

  @Test
  void verifier_knowsTheTestVectorsOfRfc2202And4231() {
    // Key "Jefe": RFC 2202 section 3 case 2, RFC 4231 section 4.3.
    byte[] data = "what do ya want for nothing?".getBytes(UTF_8);
    String sha1 = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
    String sha256 = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assertThat(verifier.verify(headers(sha1), new Secret("Jefe"), data))
        .isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA1));
    assertThat(verifier.verify(headers(sha256), new Secret("Jefe"), data))
        .isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA256));
  }

  @Test
  void verifier_comparesByValue_whenDigitsAndMethodAreInUpperCase() throws Exception {
    String header = sign(SignatureAlgorithm.SHA256, SECRET, CONTENT);
    assertThat(verify(header.toUpperCase(Locale.ROOT)))
        .isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA256));
  }

  @Test
  void verifier_rejects_whenDigitsAreMissingOrTooMany() throws Exception {
    String header = sign(SignatureAlgorithm.SHA256, SECRET, CONTENT);
    SignatureResult wrong = new SignatureResult.Invalid(Rejection.WRONG_SIGNATURE);
    assertThat(verify(header.substring(0, header.length() - 2))).isEqualTo(wrong);
    assertThat(verify(header + "00")).isEqualTo(wrong);
    assertThat(verify("sha256=")).isEqualTo(wrong);
    assertThat(verify("sha256=" + "zz".repeat(32))).isEqualTo(wrong);
  }

  @ParameterizedTest(name = "SIG-2: \"{0}\"")
  @ValueSource(
      strings = {"", "=", "sha256", "md5=00", "sha224=00", "none=00", "HmacSHA256=00", "sha256:00"})
  void verifier_rejectsByHeader_whenTheAlgorithmIsUnknown(String header) {
    assertThat(verifier.begin(headers(header), SECRET).rejectedByHeader())
        .contains(Rejection.UNKNOWN_ALGORITHM);
  }

  @Test
  void verifier_rejectsByHeader_whenThereIsNone() {
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    assertThat(verifier.begin(none, SECRET).rejectedByHeader()).contains(Rejection.UNSIGNED);
    assertThat(verifier.verify(none, SECRET, CONTENT))
        .isEqualTo(new SignatureResult.Invalid(Rejection.UNSIGNED));
  }

  @Test
  void verifier_rejectsByHeader_whenTheAlgorithmIsBelowTheMinimum() throws Exception {
    SignatureVerifier strict = new HmacSignatureVerifier(SignatureAlgorithm.SHA256);
    assertThat(
            strict
                .begin(headers(sign(SignatureAlgorithm.SHA1, SECRET, CONTENT)), SECRET)
                .rejectedByHeader())
        .contains(Rejection.WEAK_ALGORITHM);
    assertThat(
            strict.verify(
                headers(sign(SignatureAlgorithm.SHA256, SECRET, CONTENT)), SECRET, CONTENT))
        .isInstanceOf(SignatureResult.Valid.class);
  }

  @Test
  void verifier_countsTheStrongestAlone_whenThereAreSeveral() throws Exception {
    String right = sign(SignatureAlgorithm.SHA1, SECRET, CONTENT);
    String wrong = sign(SignatureAlgorithm.SHA512, new Secret("guessed"), CONTENT);
    assertThat(verify(right, wrong))
        .isEqualTo(new SignatureResult.Invalid(Rejection.WRONG_SIGNATURE));
    assertThat(verify("md5=00", right, sign(SignatureAlgorithm.SHA384, SECRET, CONTENT)))
        .isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA384));
  }

  @Test
  void verifier_countsTheStrongest_whenTheHeadersCameInOne() throws Exception {
    String both =
        sign(SignatureAlgorithm.SHA1, SECRET, CONTENT)
            + ", "
            + sign(SignatureAlgorithm.SHA256, SECRET, CONTENT);
    assertThat(verify(both)).isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA256));
  }

  @Test
  void verifier_readsTheHeaderForSha256_whenThereIsOne() throws Exception {
    HttpHeaders both =
        HttpHeaders.of(
            Map.of(
                "X-Hub-Signature", List.of(sign(SignatureAlgorithm.SHA1, SECRET, CONTENT)),
                "X-Hub-Signature-256", List.of(sign(SignatureAlgorithm.SHA256, SECRET, CONTENT))),
            (name, value) -> true);
    assertThat(verifier.verify(both, SECRET, CONTENT))
        .isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA256));
  }

  @Test
  void check_takesTheContentInPieces() throws Exception {
    SignatureCheck check =
        verifier.begin(headers(sign(SignatureAlgorithm.SHA512, SECRET, CONTENT)), SECRET);
    for (int i = 0; i < CONTENT.length; i++) {
      check.update(CONTENT, i, 1);
    }
    assertThat(check.finish()).isEqualTo(new SignatureResult.Valid(SignatureAlgorithm.SHA512));
  }

  private SignatureResult verify(String... values) {
    return verifier.verify(headers(values), SECRET, CONTENT);
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
}
