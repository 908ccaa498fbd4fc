package org.pushj.examples.reader.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Bytes that are small as they come, and large or laborious once they are decoded. */
final class Bombs {
  private static final int MEBIBYTES = 64;
  private static final int MEMBERS = 30_000;

  private Bombs() {}

  /** Returns 64 MiB of zeros in gzip. */
  static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < MEBIBYTES; i++) {
        gzip.write(new byte[1 << 20]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns content that was coded once more. */
  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns 30,000 gzip members with nothing in them. */
  static byte[] emptyMembers() {
    byte[] member = gzip(new byte[0]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < MEMBERS; i++) {
      bytes.writeBytes(member);
    }
    return bytes.toByteArray();
  }
}
