package org.pushj.publisher;

import java.io.IOException;
import java.io.Reader;
import org.pushj.DocumentException;

/**
 * A text that is looked at before somebody else reads it. What was passed is read next; all else is
 * counted from there.
 */
final class TextWindow {
  /** How far the text can be looked at, in characters. */
  static final int FARTHEST = 2 << 20;

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

  /** Returns the place up to which the text was passed, in characters from its beginning. */
  long place() {
    return windowStart + passed;
  }

  /** Returns how many characters were passed and not yet taken. */
  int passed() {
    return passed - taken;
  }

  /**
   * Tells whether there are more characters than these; reads on if need be.
   *
   * @throws DocumentException if it is asked for so much that no document can mean it
   */
  boolean has(int count) throws IOException {
    if (count > FARTHEST) {
      throw new DocumentException(
          "The document has a tag, or a declaration, of more than " + FARTHEST + " characters",
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

  /** Returns how many characters can be looked at without reading on. */
  int there() {
    return end - passed;
  }

  /** Returns a character that is there. */
  char at(int index) {
    return window[passed + index];
  }

  /** Returns the first characters of those that are there. */
  String first(int length) {
    return new String(window, passed, length);
  }

  /** Tells whether the text goes on with these characters at an index. */
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

  /** Makes a part of what is there blank for the reader; lines stay. */
  void blank(int from, int to) {
    for (int i = passed + from; i < passed + to; i++) {
      if (window[i] != '\n' && window[i] != '\r') {
        window[i] = ' ';
      }
    }
  }

  /** Passes characters that are there. */
  void pass(int count) {
    passed += count;
  }

  /** Hands over what was passed; returns how many characters, or -1 if there are none. */
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
