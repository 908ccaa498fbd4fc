package org.pushj.base;

/** Checks numbers. */
public final class Numbers {
  private Numbers() {}

  /**
   * Returns the number.
   *
   * @throws IllegalArgumentException if it is less than 1; the message names the parameter
   */
  public static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
    return value;
  }

  /** Does the same for an {@code int}. */
  public static int atLeastOne(String name, int value) {
    return (int) atLeastOne(name, (long) value);
  }

  /**
   * Returns the number.
   *
   * @throws IllegalArgumentException if it is not between 1 and {@code max}; the message names the
   *     parameter
   */
  public static int oneTo(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " must be between 1 and " + max + ", was " + value);
    }
    return value;
  }
}
