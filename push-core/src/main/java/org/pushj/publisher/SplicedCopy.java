package org.pushj.publisher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.pushj.DocumentException;
import org.pushj.markup.LimitedInputStream;

/**
 * Copies a document byte for byte, and changes it at places that a parser has found. The parser
 * counts characters, so what it has read is kept, and decoded once more up to the place. To encode
 * the text anew would lose bytes that are no characters, and bytes that mean the same as others.
 *
 * <p>Positions are counted from the beginning of the document, and only go up. In memory is what
 * was read and not yet copied.
 */
final class SplicedCopy {
  private static final int BUFFER_BYTES = 16 * 1024;

  /** How many characters before a place the bytes are decoded one by one. */
  private static final int APPROACH = 4;

  private final InputStream in;
  private final OutputStream out;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final CharBuffer decoded = CharBuffer.allocate(BUFFER_BYTES);
  private byte[] kept = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private long position;
  private boolean untouched = true;

  /**
   * Makes a copy, of which nothing is written yet.
   *
   * @param charset the encoding of the document; bytes that are no characters in it are kept
   * @throws DocumentException if nothing can be written in this encoding
   */
  SplicedCopy(InputStream in, Charset charset, OutputStream out) {
    if (!charset.canEncode()) {
      throw new DocumentException(
          "Nothing can be written in the encoding of the document, " + charset, 0, 0, null);
    }
    this.in = in;
    this.out = out;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /**
   * Returns the characters of the document, for the parser.
   *
   * @param limit how many bytes of the document the parser may see
   */
  Reader reader(long limit) {
    return new InputStreamReader(new LimitedInputStream(new Kept(in), limit), charset);
  }

  /** Tells whether nothing was written yet. */
  boolean isUntouched() {
    return untouched;
  }

  /** Copies what stands before a place, and puts a text instead of what stands up to another. */
  void replace(long from, long to, String text) throws IOException {
    copyTo(from);
    start = find(to);
    out.write(encoded(text));
  }

  /** Copies what stands before a place. */
  void copyTo(long place) throws IOException {
    int until = find(place);
    out.write(kept, start, until - start);
    start = until;
    untouched = false;
  }

  /** Copies the rest of the document, also what was not read yet. */
  void copyRest() throws IOException {
    out.write(kept, start, end - start);
    start = end;
    untouched = false;
    in.transferTo(out);
  }

  /** Returns where in the kept bytes a place is. */
  private int find(long place) {
    ByteBuffer bytes = ByteBuffer.wrap(kept, start, end - start);
    long left = place - position;
    while (left > 2 * APPROACH) {
      left -= decode(bytes, (int) Math.min(left - APPROACH, decoded.capacity()));
    }
    // Nothing after the place may be taken in: in some encodings a switch to other characters.
    bytes.limit(bytes.position());
    while (left > 0) {
      bytes.limit(bytes.limit() + 1);
      left -= decode(bytes, (int) left);
    }
    position = place;
    return bytes.position();
  }

  private int decode(ByteBuffer bytes, int most) {
    decoder.decode(bytes, decoded.clear().limit(most), false);
    return decoded.position();
  }

  /** Encodes a text without the mark that some encodings begin with. */
  private byte[] encoded(String text) {
    byte[] all = ("<" + text).getBytes(charset);
    return Arrays.copyOfRange(all, "<".getBytes(charset).length, all.length);
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (kept.length - end < length) {
      byte[] moved = end - start + length > kept.length / 2 ? new byte[larger(length)] : kept;
      System.arraycopy(kept, start, moved, 0, end - start);
      kept = moved;
      end -= start;
      start = 0;
    }
    System.arraycopy(bytes, offset, kept, end, length);
    end += length;
  }

  private int larger(int length) {
    return 4 * Math.max(BUFFER_BYTES, end - start + length);
  }

  /** What the parser reads. It may close it; the document is not closed by that. */
  private final class Kept extends FilterInputStream {
    Kept(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      keep(bytes, offset, Math.max(0, count));
      return count;
    }

    @Override
    public void close() {
      // Who has opened the document closes it.
    }
  }
}
