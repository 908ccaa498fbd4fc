package org.pushj.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream of a limited number of bytes, which fails if there are more. */
final class LimitedStream extends FilterInputStream {
  private final long limit;
  private final String what;
  private long left;
  private boolean exceeded;

  /**
   * Makes the stream.
   *
   * @param limit how many bytes may come; a negative number is taken for 0
   * @param what whose bytes they are, for the message
   */
  LimitedStream(InputStream in, long limit, String what) {
    super(in);
    this.limit = Math.max(0, limit);
    this.what = what;
    this.left = this.limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      exceeded |= super.read() >= 0;
      if (exceeded) {
        throw new IOException(what + " has more than the " + limit + " bytes that may be read");
      }
      return -1;
    }
    int count = super.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    while (skipped < count && read() >= 0) {
      skipped++;
    }
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(super.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
