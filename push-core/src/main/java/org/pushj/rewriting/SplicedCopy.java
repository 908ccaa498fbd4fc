package org.pushj.rewriting;

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
import org.pushj.io.LimitedInputStream;

/**
 * Copies a document byte for byte, and edits it at positions that a parser has found. The parser
 * counts characters, so the bytes it has read are kept, and decoded again up to the position.
 * Encoding the text instead would lose malformed bytes, and alternative encodings of a character.
 *
 * <p>Positions are counted from the beginning of the document, and only increase. Buffers the bytes
 * that were read and not yet copied.
 */
final class SplicedCopy {
  private static final int BUFFER_BYTES = 16 * 1024;

  /** How many characters before a position the bytes are decoded one by one. */
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

  /** Throws a DocumentException if Java cannot write the encoding of the document. */
  SplicedCopy(InputStream in, Charset charset, OutputStream out) {
    if (!charset.canEncode()) {
      throw new DocumentException("Cannot write the encoding of the document, " + charset, null);
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

  /** Returns the document up to so many bytes, for the parser. */
  Reader reader(long limit) {
    return new InputStreamReader(new LimitedInputStream(new Kept(in), limit, null), charset);
  }

  boolean isUntouched() {
    return position == 0;
  }

  /** Copies up to an edit, and carries it out. */
  void apply(LinkPlan.Edit edit) throws IOException {
    copyTo(edit.start());
    start = find(edit.end());
    out.write(encoded(edit.text()));
  }

  void copyTo(long place) throws IOException {
    int until = find(place);
    out.write(kept, start, until - start);
    start = until;
  }

  /** Copies the rest of the document, including what was not read yet. */
  void copyRest() throws IOException {
    out.write(kept, start, end - start);
    start = end;
    in.transferTo(out);
  }

  /** Returns the index of a position in the kept bytes. */
  private int find(long place) {
    ByteBuffer bytes = ByteBuffer.wrap(kept, start, end - start);
    long left = place - position;
    while (left > 2 * APPROACH) {
      left -= decode(bytes, (int) Math.min(left - APPROACH, decoded.capacity()));
    }
    // Nothing after the position may be decoded: in some encodings it switches the character set.
    bytes.limit(bytes.position());
    while (left > 0) {
      bytes.limit(bytes.limit() + 1);
      left -= decode(bytes, (int) left);
    }
    position = place;
    return bytes.position();
  }

  private int decode(ByteBuffer bytes, int max) {
    decoder.decode(bytes, decoded.clear().limit(max), false);
    return decoded.position();
  }

  /** Encodes a text without the byte order mark of some encodings. */
  private byte[] encoded(String text) {
    byte[] all = ("<" + text).getBytes(charset);
    return Arrays.copyOfRange(all, "<".getBytes(charset).length, all.length);
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (kept.length - end < length) {
      int needed = end - start + length;
      byte[] moved = needed > kept.length / 2 ? new byte[4 * needed] : kept;
      System.arraycopy(kept, start, moved, 0, end - start);
      kept = moved;
      end -= start;
      start = 0;
    }
    System.arraycopy(bytes, offset, kept, end, length);
    end += length;
  }

  /** Keeps what the parser reads. Closing it does not close the document. */
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
      // The caller closes the document.
    }
  }
}
