package org.pushj.examples.kafka;

import java.util.Map;
import java.util.Optional;
import org.pushj.examples.guard.InvalidSettingException;

/** Reads environment variables. A blank variable counts as unset. */
final class Environment {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Returns a variable without surrounding white space. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException if it is not a number or out of range
   */
  int number(String name, int defaultValue, int min, int max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    boolean isNumber = text.get().matches("[0-9]{1,9}");
    int number = isNumber ? Integer.parseInt(text.get()) : -1;
    if (number < min || number > max) {
      throw new InvalidSettingException(
          name, text.get(), "a whole number from " + min + " to " + max, null);
    }
    return number;
  }

  /**
   * Tells whether a variable is {@code true}; unset counts as {@code false}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  boolean flag(String name) {
    String text = text(name).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSettingException(name, text, "true or false", null);
    };
  }
}
