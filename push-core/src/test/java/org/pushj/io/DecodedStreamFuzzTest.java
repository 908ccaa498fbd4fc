package org.pushj.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.pushj.fuzz.KeptInputs;
import org.pushj.fuzz.Repeated;

/** Any body in any coding: decoded within the limit, or an IOException, in linear time. */
class DecodedStreamFuzzTest {
  private static final int MAX = 1 << 20;

  @FuzzTest(maxDuration = "1m")
  @Tag("fuzz")
  void body(byte[] input) throws Exception {
    kept(input);
  }

  @ParameterizedTest
  @ArgumentsSource(KeptInputs.class)
  void kept(byte[] input) throws Exception {
    byte[] body = Repeated.of(input);
    Repeated.run(
        () -> {
          for (String coding : List.of("gzip", "deflate", "identity", "br, gzip")) {
            assertEndsWithinItsLimit(body, coding);
          }
        });
    assertThat(decode(gzip(body), "gzip")).isEqualTo(body);
    assertThat(decode(deflate(body), "deflate")).isEqualTo(body);
    // As several members, of which some are empty.
    byte[] member = gzip(Arrays.copyOf(body, Math.min(body.length, 100)));
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      members.writeBytes(gzip(new byte[0]));
      members.writeBytes(member);
    }
    assertThat(decode(members.toByteArray(), "x-gzip")).hasSize(3 * Math.min(body.length, 100));
  }

  private static void assertEndsWithinItsLimit(byte[] body, String coding) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    try (InputStream stream = stream(body, coding)) {
      stream.transferTo(decoded);
    } catch (IOException malformed) {
      assertThat(malformed).hasMessageNotContaining("null");
    }
    assertThat(decoded.size()).isLessThanOrEqualTo(MAX);
  }

  private static byte[] decode(byte[] body, String coding) throws IOException {
    return stream(body, coding).readAllBytes();
  }

  private static InputStream stream(byte[] body, String coding) {
    HttpHeaders headers =
        HttpHeaders.of(Map.of("Content-Encoding", List.of(coding)), (name, value) -> true);
    return DecodedStream.of(new ByteArrayInputStream(body), headers, MAX);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(body);
    }
    return coded.toByteArray();
  }

  private static byte[] deflate(byte[] body) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(coded)) {
      deflate.write(body);
    }
    return coded.toByteArray();
  }
}
