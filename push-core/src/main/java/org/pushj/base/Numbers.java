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
      throw new IllegalArgumentException(name + ": 1 or more is possible, not " + value);
    }
    return value;
  }

  /** Does the same with an {@code int}. */
  public static int atLeastOne(String name, int value) {
    return (int) atLeastOne(name, (long) value);
  }

  /**
   * Returns the number.
   *
   * @throws IllegalArgumentException if it is not one of 1 to {@code most}; the message names the
   *     parameter
   */
  public static int oneTo(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": 1 to " + most + " is possible, not " + value);
    }
    return value;
  }
}
