package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;
import org.pushj.DocumentException;

/**
 * A look-ahead window on a text. The parser reads only what was passed; indexes are counted from
 * there.
 */
final class TextWindow {
  /** The maximum look-ahead, in characters. */
  static final int MAX_AHEAD = 2 << 20;

  private static final int BUFFER_CHARS = 8 * 1024;

  private final Reader in;
  private char[] window = new char[2 * BUFFER_CHARS];
  private long windowStart;
  private int taken;
  private int passed;
  private int end;

  TextWindow(Reader in) {
    this.in = in;
  }

  /** Returns the position up to which the text was passed, in characters from its beginning. */
  long place() {
    return windowStart + passed;
  }

  /** Returns how many characters were passed and not yet taken. */
  int passed() {
    return passed - taken;
  }

  /**
   * Tells whether there are more than so many characters ahead; reads on if needed.
   *
   * @throws DocumentException if that exceeds the maximum look-ahead
   */
  boolean has(int count) throws IOException {
    if (count > MAX_AHEAD) {
      throw new DocumentException(
          "The document has a tag or a declaration of more than " + MAX_AHEAD + " characters",
          0,
          0,
          null);
    }
    while (passed + count >= end) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many characters are available without reading on. */
  int available() {
    return end - passed;
  }

  /** Returns an available character. */
  char at(int index) {
    return window[passed + index];
  }

  /** Returns the first available characters. */
  String first(int length) {
    return new String(window, passed, length);
  }

  /** Tells whether the text has these characters at an index. */
  boolean startsWith(String start, int index) throws IOException {
    if (!has(index + start.length() - 1)) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (at(index + i) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Replaces available characters by spaces for the parser, except line breaks. */
  void blank(int from, int to) {
    for (int i = passed + from; i < passed + to; i++) {
      if (window[i] != '\n' && window[i] != '\r') {
        window[i] = ' ';
      }
    }
  }

  /** Passes available characters. */
  void pass(int count) {
    passed += count;
  }

  /** Reads passed characters; returns how many, or -1 if there are none. */
  int take(char[] target, int offset, int length) {
    int count = Math.min(length, passed - taken);
    System.arraycopy(window, taken, target, offset, count);
    taken += count;
    return count == 0 && length > 0 ? -1 : count;
  }

  private boolean fill() throws IOException {
    if (window.length - end < BUFFER_CHARS) {
      int left = end - taken;
      char[] moved = left > window.length / 2 ? new char[2 * window.length] : window;
      System.arraycopy(window, taken, moved, 0, left);
      windowStart += taken;
      passed -= taken;
      taken = 0;
      end = left;
      window = moved;
    }
    int count = in.read(window, end, window.length - end);
    end += Math.max(0, count);
    return count > 0;
  }
}
