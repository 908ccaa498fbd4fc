package org.pushj.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.pushj.text.Texts;

/**
 * A body with its content coding decoded (RFC 9110 section 8.4): gzip, x-gzip, or deflate in its
 * zlib form. Nothing is read before the first byte is asked for; then an unknown coding is an
 * {@link IOException}.
 */
public final class DecodedStream extends InputStream {
  private static final Set<String> CODINGS = Set.of("gzip", "x-gzip", "deflate");

  private final PushbackInputStream coded;
  private final String coding;
  private @Nullable InputStream decoder;

  private DecodedStream(InputStream coded, String coding) {
    // Tells truly whether more comes: on Java 17 GZIPInputStream asks that between the members of a
    // body.
    this.coded =
        new PushbackInputStream(coded) {
          @Override
          public int available() throws IOException {
            int next = read();
            if (next >= 0) {
              unread(next);
            }
            return next < 0 ? 0 : 1;
          }
        };
    this.coding = coding;
  }

  /**
   * Returns the body without its content coding.
   *
   * @param maxBytes how many bytes may come; also how many coded ones, apart from what a coding of
   *     their own adds
   */
  public static InputStream of(InputStream body, HttpHeaders headers, long maxBytes) {
    List<String> codings = codings(headers.allValues("Content-Encoding"));
    if (codings.isEmpty()) {
      return new LimitedInputStream(body, maxBytes, "the body");
    }
    // What cannot be compressed becomes longer: by 5 bytes in 32 KiB and the header and trailer.
    long overhead = Math.min(maxBytes / 1024 + 1024, Long.MAX_VALUE - maxBytes);
    InputStream coded = new LimitedInputStream(body, maxBytes + overhead, "the compressed body");
    return new LimitedInputStream(
        new DecodedStream(coded, String.join(", ", codings)), maxBytes, "the body");
  }

  /** Tells whether a body is coded, in a way that can be decoded here. */
  public static boolean decodes(List<String> contentEncoding) {
    return !contentEncoding.isEmpty()
        && CODINGS.contains(String.join(", ", codings(contentEncoding)));
  }

  private static List<String> codings(List<String> values) {
    return values.stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty() && !name.equals("identity"))
        .toList();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (decoder == null) {
      decoder = open();
    }
    int count = decoder.read(target, offset, length);
    if (count < 0) {
      // The decoder stops at its own end mark. A body that was cut off behind it is still cut off.
      coded.transferTo(OutputStream.nullOutputStream());
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
    coded.close();
  }

  private InputStream open() throws IOException {
    if (coded.available() == 0) {
      return InputStream.nullInputStream();
    }
    return switch (coding) {
      case "gzip", "x-gzip" -> new GzipMembers(coded);
      case "deflate" -> new InflaterInputStream(coded);
      default ->
          throw new IOException(
              "the body has an unsupported content coding: " + Texts.excerpt(coding));
    };
  }

  /** Reads gzip members in a loop: the stream of the JDK calls itself at the end of each. */
  private static final class GzipMembers extends GZIPInputStream {
    private boolean reading;

    GzipMembers(InputStream coded) throws IOException {
      super(coded);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (reading || length == 0) {
        return 0;
      }
      reading = true;
      try {
        int count;
        do {
          count = super.read(target, offset, length);
        } while (count == 0);
        return count;
      } finally {
        reading = false;
      }
    }
  }
}
