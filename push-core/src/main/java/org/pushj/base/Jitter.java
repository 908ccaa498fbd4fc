package org.pushj.base;

import java.util.SplittableRandom;
import java.util.UUID;

/** Keeps what begins together from being done again together. */
public final class Jitter {
  private Jitter() {}

  /** Returns a number from 0 to 1 that is another for each thing and each turn of it. */
  public static double of(UUID id, int turn) {
    return new SplittableRandom(id.getLeastSignificantBits() + turn).nextDouble();
  }
}
