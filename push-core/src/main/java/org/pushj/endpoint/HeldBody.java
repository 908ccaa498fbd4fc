package org.pushj.endpoint;

import java.util.Arrays;
import org.pushj.CallbackToken;

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

  /** Returns the whole, in an array of its length; null if there is no memory for it now. */
  byte @org.jspecify.annotations.Nullable [] content() {
    return size == bytes.length || resize(size) ? bytes : null;
  }

  /** For a moment there are two arrays, and both count. */
  private boolean resize(int length) {
    int before = bytes.length;
    if (!budget.reserve(at, length, length)) {
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
