package org.pushj.examples.kafka;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the variables of the environment. One that is blank is one that is not there. */
final class Environment {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Returns a variable without the blanks around it. */
  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException if it is none, or out of its bounds
   */
  int number(String name, int unset, int smallest, int largest) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return unset;
    }
    boolean isNumber = text.get().matches("[0-9]{1,9}");
    int number = isNumber ? Integer.parseInt(text.get()) : -1;
    if (number < smallest || number > largest) {
      throw notPossible(
          name, text.get(), "a whole number from " + smallest + " to " + largest, null);
    }
    return number;
  }

  /**
   * Tells whether a variable is {@code true}; not set is {@code false}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  boolean flag(String name) {
    String text = text(name).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw notPossible(name, text, "true or false", null);
    };
  }

  static IllegalArgumentException notPossible(
      String name, String value, String possible, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        name + "=" + value + " is not possible: it takes " + possible, cause);
  }
}
