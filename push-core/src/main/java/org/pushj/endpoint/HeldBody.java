package org.pushj.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.callback.CallbackResponse;

/**
 * The content of one delivery while it arrives, within the {@link BodyBudget}. It grows with what
 * came, whatever length was declared. Used by one thread at a time, but for {@link #giveWay}.
 */
final class HeldBody {
  private static final byte[] NOTHING = {};

  private final BodyBudget budget;
  private final CallbackToken at;
  private final int max;
  private volatile byte[] bytes = NOTHING;
  private int size;
  private boolean whole;

  /** Guarded by the budget, as is who replaces the bytes. */
  private boolean over;

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
    byte[] into = bytes;
    if (needed > into.length) {
      int doubled = (int) Math.min(2L * into.length, max);
      into = resized(Math.max(needed, doubled));
    }
    if (into == null) {
      return false;
    }
    System.arraycopy(piece, offset, into, size, length);
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

  /** Notes that all of it has come: it gives way to no other from now on. */
  void arrived() {
    whole = true;
    budget.ends(this);
  }

  /** Returns the whole, in an array of its length; null if there is no memory for it now. */
  byte @Nullable [] content() {
    byte[] all = bytes;
    return size == all.length ? all : resized(size);
  }

  /** For a moment there are two arrays, and both count. */
  private byte @Nullable [] resized(int length) {
    synchronized (budget) {
      if (over || !budget.reserve(at, length)) {
        return null;
      }
    }
    byte[] copy = Arrays.copyOf(bytes, length);
    synchronized (budget) {
      budget.release(at, over ? length : bytes.length);
      if (over) {
        return null;
      }
      bytes = copy;
      if (!whole) {
        budget.begins(this);
      }
    }
    return copy;
  }

  boolean isAt(CallbackToken callback) {
    return at.equals(callback);
  }

  /** Gives the memory back while it arrives: no more of it is taken. Called by the budget. */
  void giveWay() {
    over = true;
    release();
  }

  /** Gives the memory back. */
  void release() {
    synchronized (budget) {
      budget.ends(this);
      budget.release(at, bytes.length);
      bytes = NOTHING;
    }
  }
}
