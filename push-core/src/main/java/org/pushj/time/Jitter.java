package org.pushj.time;

import java.util.SplittableRandom;
import java.util.UUID;

/** Spreads out work that would otherwise come due at the same moment. */
public final class Jitter {
  private Jitter() {}

  /** Returns a number from 0 to 1 that differs from one id, and one attempt, to the next. */
  public static double of(UUID id, int attempt) {
    return new SplittableRandom(id.getLeastSignificantBits() + attempt).nextDouble();
  }
}
