package org.pushj.servlet.links;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Holds back the first bytes of a response, and passes the rest on. */
final class HeldStream extends ServletOutputStream {
  private final ServletOutputStream out;
  private final LinkedResponse response;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  HeldStream(ServletOutputStream out, LinkedResponse response) {
    this.out = out;
    this.response = response;
  }

  /** Tells whether bytes are held. */
  boolean holdsAny() {
    return held.size() > 0;
  }

  /** Passes on the held bytes. */
  void handOver() throws IOException {
    if (holdsAny()) {
      held.writeTo(out);
      drop();
    }
  }

  /** Drops the held bytes. */
  void drop() {
    held.reset();
  }

  @Override
  public void write(int b) throws IOException {
    if (response.holds(held.size() + 1)) {
      held.write(b);
    } else {
      response.release();
      out.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (response.holds(held.size() + length)) {
      held.write(bytes, offset, length);
    } else {
      response.release();
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    response.release();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    response.release();
    out.close();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
