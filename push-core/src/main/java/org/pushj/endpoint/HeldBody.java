package org.pushj.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.callback.CallbackResponse;

/**
 * The content of one delivery while it arrives, within the {@link BodyBudget}. It grows with what
 * came, whatever length was declared. Used by one thread at a time.
 */
final class HeldBody {
  private final BodyBudget budget;
  private final CallbackToken at;
  private final int max;
  private byte[] bytes = new byte[0];
  private int size;

  /**
   * Makes an empty body.
   *
   * @param max how large it may become: the declared length, if there is one
   */
  HeldBody(BodyBudget budget, CallbackToken at, int max) {
    this.budget = budget;
    this.at = at;
    this.max = max;
  }

  int size() {
    return size;
  }

  /** Takes one more piece, of which there is room; false if there is no memory for it now. */
  boolean append(byte[] piece, int offset, int length) {
    int needed = size + length;
    if (needed > bytes.length) {
      int doubled = (int) Math.min(2L * bytes.length, max);
      if (!resize(Math.max(needed, Math.max(doubled, Math.min(max, BodyBudget.SMALL))))) {
        return false;
      }
    }
    System.arraycopy(piece, offset, bytes, size, length);
    size = needed;
    return true;
  }

  /**
   * Takes all of a stream, up to the limit.
   *
   * @return why that is not possible; null if it is
   * @throws IOException as the stream does
   */
  @Nullable CallbackResponse appendAll(InputStream in) throws IOException {
    byte[] piece = new byte[BodyBudget.SMALL];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      if (count > max - size) {
        return Answers.tooLarge(max);
      }
      if (!append(piece, 0, count)) {
        return Answers.NO_MEMORY;
      }
    }
    return null;
  }

  /** Returns the whole, in an array of its length; null if there is no memory for it now. */
  byte @Nullable [] content() {
    return size == bytes.length || resize(size) ? bytes : null;
  }

  /** For a moment there are two arrays, and both count. */
  private boolean resize(int length) {
    int before = bytes.length;
    if (!budget.reserve(at, length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, length);
    budget.release(at, before);
    return true;
  }

  /** Gives the memory back. */
  void release() {
    budget.release(at, bytes.length);
    bytes = new byte[0];
    size = 0;
  }
}
