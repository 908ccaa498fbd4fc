package org.pushj.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads init parameters. Whatever is wrong with one says its name, its value and what it may be.
 */
final class InitParameters {
  private final ServletConfig config;

  /**
   * Takes the parameters of a servlet over.
   *
   * @param known the names that are possible
   * @throws ServletException if there is one of another name
   */
  InitParameters(ServletConfig config, Set<String> known) throws ServletException {
    this.config = config;
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (!known.contains(name)) {
        throw failure(name, "is unknown; possible are " + String.join(", ", known), null);
      }
    }
  }

  /**
   * Reads a parameter that must be there.
   *
   * @param possible what it may be, in words
   * @param parser reads it, or throws an {@link IllegalArgumentException}
   */
  <T> T required(String name, String possible, Function<String, T> parser) throws ServletException {
    return optional(name, possible, parser)
        .orElseThrow(() -> failure(name, "is missing; possible is " + possible, null));
  }

  /**
   * Reads a parameter; empty if it is not there.
   *
   * @param possible what it may be, in words
   * @param parser reads it, or throws an {@link IllegalArgumentException}
   */
  <T> Optional<T> optional(String name, String possible, Function<String, T> parser)
      throws ServletException {
    String value = config.getInitParameter(name);
    try {
      return Optional.ofNullable(value).map(String::strip).map(parser);
    } catch (IllegalArgumentException e) {
      throw failure(name, "is \"" + value + "\"; possible is " + possible, e);
    }
  }

  /** Reads {@code true} or {@code false}; false if the parameter is not there. */
  boolean flag(String name) throws ServletException {
    return optional(name, "true or false", InitParameters::parseFlag).orElse(false);
  }

  /** Reads a whole number of 1 or more; empty if the parameter is not there. */
  Optional<Integer> positive(String name) throws ServletException {
    return optional(
        name, "a whole number from 1 to " + Integer.MAX_VALUE, InitParameters::parsePositive);
  }

  private static boolean parseFlag(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static int parsePositive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1) {
      throw new IllegalArgumentException("less than 1");
    }
    return number;
  }

  private ServletException failure(String name, String problem, @Nullable Throwable cause) {
    return new ServletException(
        "The init-param " + name + " of the servlet " + config.getServletName() + " " + problem,
        cause);
  }
}
