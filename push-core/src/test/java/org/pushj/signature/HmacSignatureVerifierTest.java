package org.pushj.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.spi.SignatureVerifier;
import org.pushj.tck.SignatureVerifierContract;

class HmacSignatureVerifierTest implements SignatureVerifierContract {
  private static final byte[] CONTENT = "<feed>news</feed>".getBytes(UTF_8);

  private final SignatureVerifier verifier = new HmacSignatureVerifier(SignatureAlgorithm.SHA1);

  @Override
  public SignatureVerifier signatureVerifier() {
    return verifier;
  }

  @Test
  void verifier_rejectsByHeader_whenTheAlgorithmIsBelowTheMinimum() throws Exception {
    SignatureVerifier strict = new HmacSignatureVerifier(SignatureAlgorithm.SHA256);
    assertThat(
            strict
                .begin(headers(sign(SignatureAlgorithm.SHA1, SECRET, CONTENT))::allValues, SECRET)
                .rejectedByHeader())
        .contains(Rejection.WEAK_ALGORITHM);
    assertThat(
            strict.verify(
                headers(sign(SignatureAlgorithm.SHA256, SECRET, CONTENT)), SECRET, CONTENT))
        .isInstanceOf(SignatureVerifier.Result.Valid.class);
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void verifier_rejectsByHeader_whenTheSizeIsNotThatOfTheAlgorithm(SignatureAlgorithm algorithm)
      throws Exception {
    String right = sign(algorithm, SECRET, CONTENT);
    for (String wrong : List.of(right + "00", right.substring(0, right.length() - 2))) {
      assertThat(verifier.begin(headers(wrong)::allValues, SECRET).rejectedByHeader())
          .contains(Rejection.WRONG_SIGNATURE);
    }
  }

  @Test
  void verifier_countsTheStrongestAlone_whenThereAreSeveral() throws Exception {
    String right = sign(SignatureAlgorithm.SHA1, SECRET, CONTENT);
    String wrong = sign(SignatureAlgorithm.SHA512, new Secret("guessed"), CONTENT);
    assertThat(verify(right, wrong))
        .isEqualTo(new SignatureVerifier.Result.Invalid(Rejection.WRONG_SIGNATURE));
    assertThat(verify("md5=00", right, sign(SignatureAlgorithm.SHA384, SECRET, CONTENT)))
        .isEqualTo(new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA384));
  }

  @Test
  void verifier_countsTheStrongest_whenTheHeadersCameInOne() throws Exception {
    String both =
        sign(SignatureAlgorithm.SHA1, SECRET, CONTENT)
            + ", "
            + sign(SignatureAlgorithm.SHA256, SECRET, CONTENT);
    assertThat(verify(both))
        .isEqualTo(new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256));
  }

  @Test
  void verifier_countsTheFirst_whenThereAreSeveralOfTheStrongest() throws Exception {
    String right = sign(SignatureAlgorithm.SHA256, SECRET, CONTENT);
    String wrong = sign(SignatureAlgorithm.SHA256, new Secret("guessed"), CONTENT);
    assertThat(verify(right, wrong))
        .isEqualTo(new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256));
    assertThat(verify(wrong, right))
        .isEqualTo(new SignatureVerifier.Result.Invalid(Rejection.WRONG_SIGNATURE));
  }

  @Test
  void verifier_readsAListOfSignatures_whenItsFirstElementIsEmpty() throws Exception {
    assertThat(verify("," + sign(SignatureAlgorithm.SHA256, SECRET, CONTENT)))
        .isEqualTo(new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256));
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
        .isEqualTo(new SignatureVerifier.Result.Valid(SignatureAlgorithm.SHA256));
  }

  @Test
  void verifier_mixesNoDeliveriesUp_whenItUsesItsKeyedHashesAgain() throws Exception {
    Secret other = new Secret("another");
    for (int i = 0; i < 3; i++) {
      SignatureVerifier.Check given =
          verifier.begin(headers(sign(SignatureAlgorithm.SHA1, other, CONTENT))::allValues, other);
      given.update(CONTENT, 0, 4);
      assertThat(verify(sign(SignatureAlgorithm.SHA1, SECRET, CONTENT)))
          .isInstanceOf(SignatureVerifier.Result.Valid.class);
      given.update(CONTENT, 4, CONTENT.length - 4);
      assertThat(given.finish()).isInstanceOf(SignatureVerifier.Result.Valid.class);
      assertThatThrownBy(() -> given.update(CONTENT, 0, 1)).hasMessage("the check is finished");
      assertThat(verify(sign(SignatureAlgorithm.SHA1, other, CONTENT)))
          .isInstanceOf(SignatureVerifier.Result.Invalid.class);
    }
  }

  private SignatureVerifier.Result verify(String... values) {
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
