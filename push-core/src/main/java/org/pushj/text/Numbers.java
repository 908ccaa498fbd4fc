package org.pushj.text;

/** Checks numbers; throws an IllegalArgumentException that names the parameter. */
public final class Numbers {
  private Numbers() {}

  /** Returns the number; throws if it is less than 1. */
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

  /** Returns the number; throws if it is not between 1 and {@code max}. */
  public static int oneTo(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " must be between 1 and " + max + ", was " + value);
    }
    return value;
  }
}
