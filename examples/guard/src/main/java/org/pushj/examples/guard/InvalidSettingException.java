package org.pushj.examples.guard;

import org.jspecify.annotations.Nullable;

/** A setting from the environment is invalid. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param name the environment variable
   * @param value its value; replaced by asterisks if it is a secret
   * @param allowed what it must be instead
   * @param cause what was thrown when it was read; null if nothing was
   */
  public InvalidSettingException(
      String name, String value, String allowed, @Nullable Throwable cause) {
    super(name + "=" + value + " is invalid; it must be " + allowed, cause);
  }
}
