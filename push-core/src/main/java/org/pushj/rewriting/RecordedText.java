package org.pushj.rewriting;

import java.io.IOException;
import java.io.Reader;

/** Keeps the text of a page as it is read. A byte order mark is read as a space. */
final class RecordedText extends Reader {
  private final Reader in;
  private final StringBuilder text = new StringBuilder();

  RecordedText(Reader in) {
    this.in = in;
  }

  /** Returns a part of the text read so far. */
  String text(long from, long to) {
    return text.substring((int) from, (int) to);
  }

  /** Returns the white space before a position. */
  String spaceBefore(long place) {
    int start = (int) place;
    while (start > 0 && isSpace(start - 1)) {
      start--;
    }
    return text(start, place);
  }

  /** Returns the white space after a position. */
  String spaceAfter(long place) {
    int end = (int) place;
    while (end < text.length() && isSpace(end)) {
      end++;
    }
    return text(place, end);
  }

  /** Tells whether a character is white space in HTML (Infra section 4.6). */
  private boolean isSpace(int index) {
    return " \t\n\f\r".indexOf(text.charAt(index)) >= 0;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (text.isEmpty() && count > 0 && target[offset] == '\uFEFF') {
      target[offset] = ' ';
    }
    text.append(target, offset, Math.max(0, count));
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
