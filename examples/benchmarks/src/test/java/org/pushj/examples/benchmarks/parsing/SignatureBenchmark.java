package org.pushj.examples.benchmarks.parsing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.http.HttpHeaders;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.SignatureVerifier;

/** Verifies the signature of a delivery. */
@State(Scope.Benchmark)
public class SignatureBenchmark {
  private static final String ALGORITHM = "HmacSHA256";

  /** How long the content is, in KiB. */
  @Param({"1", "16", "256"})
  public int size;

  private final Secret secret = Secret.random();
  private final SignatureVerifier verifier = new HmacSignatureVerifier(SignatureAlgorithm.SHA1);
  private byte[] content;
  private Mac mac;
  private String digits;
  private HttpHeaders headers;

  /** Signs the content. */
  @Setup
  public void sign() throws GeneralSecurityException {
    content = new byte[size << 10];
    mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
    digits = HexFormat.of().formatHex(mac.doFinal(content));
    headers =
        HttpHeaders.of(
            Map.of("X-Hub-Signature", List.of("sha256=" + digits)), (name, value) -> true);
  }

  /** Verifies it as push does. */
  @Benchmark
  public SignatureVerifier.Result.Valid push() {
    return (SignatureVerifier.Result.Valid) verifier.verify(headers, secret, content);
  }

  /** Verifies it with a {@link Mac} that has its key already. */
  @Benchmark
  public boolean plainMac() {
    byte[] expected = HexFormat.of().formatHex(mac.doFinal(content)).getBytes(US_ASCII);
    return MessageDigest.isEqual(expected, digits.getBytes(US_ASCII));
  }
}
