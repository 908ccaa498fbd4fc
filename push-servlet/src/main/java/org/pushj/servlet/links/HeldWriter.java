package org.pushj.servlet.links;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Holds back the first characters of a response, and passes the rest on. */
final class HeldWriter extends Writer {
  private final PrintWriter out;
  private final LinkedResponse response;
  private final StringBuilder held = new StringBuilder();

  HeldWriter(PrintWriter out, LinkedResponse response) {
    this.out = out;
    this.response = response;
  }

  /** Returns a printer for the application that also reports errors of the container's. */
  PrintWriter printer() {
    return new PrintWriter(this) {
      @Override
      public boolean checkError() {
        return super.checkError() || HeldWriter.this.out.checkError();
      }
    };
  }

  /** Tells whether characters are held. */
  boolean holdsAny() {
    return !held.isEmpty();
  }

  /** Passes on the held characters. */
  void handOver() {
    if (holdsAny()) {
      out.append(held);
      drop();
    }
  }

  /** Drops the held characters. */
  void drop() {
    held.setLength(0);
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    if (response.holds(held.length() + length)) {
      held.append(characters, offset, length);
    } else {
      response.release();
      out.write(characters, offset, length);
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
}
