package org.pushj.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedStreamTest {
  private static final int LIMIT = 1000;

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZip", " gzip ", "identity, gzip", ",gzip,"})
  void read_undoesGzip_whenNamedInAnyWay(String coding) throws Exception {
    assertThat(decoded(coding, gzip("plain"))).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "identity, identity", ","})
  void read_returnsTheBytes_whenThereIsNoCoding(String coding) throws Exception {
    assertThat(decoded(coding, "plain".getBytes(UTF_8))).isEqualTo("plain");
  }

  @Test
  void read_undoesDeflate_whenItIsZlib() throws Exception {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(coded)) {
      out.write("plain".getBytes(UTF_8));
    }
    assertThat(decoded("deflate", coded.toByteArray())).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "deflate, gzip", "a\u0007b"})
  void read_fails_whenTheCodingIsUnknownOrOneOfMany(String coding) throws Exception {
    InputStream body = body(coding, new ByteArrayInputStream(gzip("plain")));
    assertThatThrownBy(body::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("content coding")
        .message()
        .doesNotContain("\u0007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br"})
  void read_returnsNothing_whenTheCodedBodyIsEmpty(String coding) throws Exception {
    assertThat(decoded(coding, new byte[0])).isEmpty();
  }

  @Test
  void read_returnsAllMembers_whenTheyComeOneByOne() throws Exception {
    InputStream slow = oneByOne(gzip("first "), gzip("second "), gzip("third"));
    assertThat(body("gzip", slow).readAllBytes()).asString(UTF_8).isEqualTo("first second third");
  }

  @Test
  @DisplayName("SEC-1: members that are empty take no stack, however many there are")
  void read_returnsWhatFollows_whenThereAreManyEmptyMembers() throws Exception {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    byte[] empty = gzip("");
    for (int i = 0; i < 30_000; i++) {
      coded.write(empty);
    }
    coded.write(gzip("plain"));
    InputStream body =
        DecodedStream.of(
            new ByteArrayInputStream(coded.toByteArray()), headers("gzip"), coded.size());
    assertThat(body.readAllBytes()).asString(UTF_8).isEqualTo("plain");
  }

  @Test
  void read_ignoresWhatFollows_whenItIsNoGzip() throws Exception {
    byte[] padding = new byte[50];
    assertThat(body("gzip", oneByOne(gzip("plain"), padding)).readAllBytes())
        .asString(UTF_8)
        .isEqualTo("plain");
  }

  @Test
  void read_fails_whenTheConnectionBreaksBehindTheLastMember() throws Exception {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    InputStream body = body("gzip", new SequenceInputStream(oneByOne(gzip("plain")), broken));
    assertThatThrownBy(body::readAllBytes)
        .isInstanceOf(IOException.class)
        .hasMessage("Stream closed");
  }

  @Test
  void read_fails_whenTheChecksumIsWrong() throws Exception {
    byte[] coded = gzip("plain");
    coded[coded.length - 8] ^= 1;
    assertThatThrownBy(() -> decoded("gzip", coded)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 12, 20})
  void read_fails_whenCutOff(int length) throws Exception {
    byte[] coded = Arrays.copyOf(gzip("plain"), length);
    assertThatThrownBy(() -> decoded("gzip", coded)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip"})
  @DisplayName("SEC-1: all bytes up to the limit are handed out, then the rest is refused, always")
  void read_failsBehindTheLimit_whenThereIsMore(String coding) throws Exception {
    String plain = "x".repeat(LIMIT) + "y";
    byte[] bytes = coding.isEmpty() ? plain.getBytes(UTF_8) : gzip(plain);
    InputStream body = body(coding, new ByteArrayInputStream(bytes));
    assertThat(body.readNBytes(LIMIT)).containsOnly('x');
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(body::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(LIMIT));
    }
  }

  @Test
  @DisplayName("SEC-1: coded bytes that stand for nothing do not go on for ever")
  void read_fails_whenTheCodedBytesDoNotEnd() throws Exception {
    byte[] header = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
    byte[] name = "name".repeat(LIMIT).getBytes(UTF_8);
    assertThatThrownBy(body("gzip", oneByOne(header, name))::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("compressed body");
  }

  @Test
  void read_returnsAll_whenWhatCannotBeCompressedIsAsLongAsTheLimit() throws Exception {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    InputStream body =
        DecodedStream.of(new ByteArrayInputStream(gzip(noise)), headers("gzip"), noise.length);
    assertThat(body.readAllBytes()).isEqualTo(noise);
  }

  private static String decoded(String coding, byte[] bytes) throws IOException {
    try (InputStream body = body(coding, new ByteArrayInputStream(bytes))) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  private static InputStream body(String coding, InputStream coded) {
    return DecodedStream.of(coded, headers(coding), LIMIT);
  }

  private static HttpHeaders headers(String coding) {
    return HttpHeaders.of(Map.of("Content-Encoding", List.of(coding)), (name, value) -> true);
  }

  /** A stream that hands out one part per read and never says that more is there. */
  private static InputStream oneByOne(byte[]... parts) {
    List<InputStream> streams =
        Arrays.stream(parts).<InputStream>map(ByteArrayInputStream::new).toList();
    return new SequenceInputStream(Collections.enumeration(streams)) {
      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static byte[] gzip(String plain) throws IOException {
    return gzip(plain.getBytes(UTF_8));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(coded)) {
      out.write(plain);
    }
    return coded.toByteArray();
  }
}
