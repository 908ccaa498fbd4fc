package org.pushj.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

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
        throw failure(name, "is unknown; possible are " + String.join(", ", known));
      }
    }
  }

  /**
   * Reads a parameter that must be there.
   *
   * @throws ServletException if it is missing or wrong
   */
  <T> T required(String name, ParameterType<T> type) throws ServletException {
    return optional(name, type)
        .orElseThrow(() -> failure(name, "is missing; possible is " + type.possible()));
  }

  /**
   * Reads a parameter; empty if it is not there.
   *
   * @throws ServletException if it is wrong
   */
  <T> Optional<T> optional(String name, ParameterType<T> type) throws ServletException {
    String value = config.getInitParameter(name);
    try {
      return Optional.ofNullable(value).map(String::strip).map(type.parser());
    } catch (IllegalArgumentException e) {
      ServletException failure =
          failure(name, "is \"" + value + "\"; possible is " + type.possible());
      // Not as its cause: Tomcat logs the innermost cause alone, which does not name the parameter.
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private ServletException failure(String name, String problem) {
    return new ServletException(
        "The init-param " + name + " of the servlet " + config.getServletName() + " " + problem);
  }
}
