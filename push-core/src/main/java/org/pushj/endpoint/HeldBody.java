package org.pushj.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.callback.CallbackResponse;

/**
 * The content of one delivery while it arrives, within the {@link BodyBudget}. It grows with what
 * came; while memory is plenty, it is taken for all that was declared once a part of that is there.
 * Used by one thread at a time, but for {@link #giveWay}.
 */
final class HeldBody {
  /** Tells that nothing was read, since there is no memory for it. */
  static final int NO_MEMORY = -2;

  /** Once this part of what was declared has come, memory for all of it may be taken. */
  private static final int MAX_AHEAD = 64;

  private static final byte[] NOTHING = {};

  private final BodyBudget budget;
  private final CallbackToken at;
  private final int max;
  private final boolean declared;
  private volatile byte[] bytes = NOTHING;
  private int size;
  private boolean whole;

  /** Whether the budget knows it, and may make it give way. */
  private boolean begun;

  /** Guarded by the budget, as is who replaces the bytes. */
  private boolean over;

  /**
   * Makes an empty body.
   *
   * @param max how large it may become
   * @param declared whether that is the length that was declared, so that more cannot come
   */
  HeldBody(BodyBudget budget, CallbackToken at, int max, boolean declared) {
    this.budget = budget;
    this.at = at;
    this.max = max;
    this.declared = declared;
  }

  int size() {
    return size;
  }

  /** Takes one more piece, of which there is room; false if there is no memory for it now. */
  boolean append(byte[] piece, int offset, int length) {
    byte[] into = room(length);
    if (into == null) {
      return false;
    }
    System.arraycopy(piece, offset, into, size, length);
    added(length);
    return true;
  }

  /**
   * Reads one more piece, of which there is room.
   *
   * @return how much was read; -1 at the end, {@link #NO_MEMORY} if there is no memory for it now
   * @throws IOException as the stream does
   */
  int appendFrom(InputStream in, int length) throws IOException {
    byte[] into = room(length);
    if (into == null) {
      return NO_MEMORY;
    }
    int count = in.read(into, size, length);
    added(Math.max(count, 0));
    return count;
  }

  private byte @Nullable [] room(int length) {
    int needed = size + length;
    byte[] into = bytes;
    if (needed <= into.length) {
      return into;
    }
    boolean all = declared && needed >= max / MAX_AHEAD && budget.isPlenty(max);
    int grown = all ? max : (int) Math.min(2L * into.length, max);
    byte[] larger = resized(Math.max(needed, grown));
    return larger == null && grown > needed ? resized(needed) : larger;
  }

  private void added(int length) {
    size += length;
    if (!begun && !whole && !(declared && size == max)) {
      begun = true;
      budget.begins(this);
    }
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
    if (begun) {
      budget.ends(this);
    }
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
    byte[] copy = copied(length);
    synchronized (budget) {
      budget.release(at, over ? length : bytes.length);
      if (over) {
        return null;
      }
      bytes = copy;
    }
    return copy;
  }

  /** Copies what has come. Where the heap has no room, what was reserved for it is given back. */
  private byte[] copied(int length) {
    boolean done = false;
    try {
      byte[] copy = Arrays.copyOf(bytes, length);
      done = true;
      return copy;
    } finally {
      if (!done) {
        budget.release(at, length);
      }
    }
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
      if (begun) {
        budget.ends(this);
      }
      budget.release(at, bytes.length);
      bytes = NOTHING;
    }
  }
}
