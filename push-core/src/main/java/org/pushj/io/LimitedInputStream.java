package org.pushj.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the first bytes of another stream. Behind them it ends, or fails if there are more. */
public final class LimitedInputStream extends InputStream {
  private final InputStream in;
  private final long limit;
  private final @Nullable String what;
  private long left;
  private boolean exceeded;

  /**
   * Makes the stream.
   *
   * @param limit how many bytes may be read; a negative number is taken for 0
   * @param what whose bytes they are, for the exception if there are more; null to end there
   */
  public LimitedInputStream(InputStream in, long limit, @Nullable String what) {
    this.in = in;
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
      exceeded |= what != null && in.read() >= 0;
      if (exceeded) {
        throw new IOException(what + " has more than the " + limit + " bytes that may be read");
      }
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
