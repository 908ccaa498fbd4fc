package org.pushj.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads init parameters. Each failure names the parameter, its value and the allowed values. */
final class InitParameters {
  private final String owner;
  private final UnaryOperator<@Nullable String> values;

  /**
   * Reads the parameters of a servlet.
   *
   * @param known the allowed names
   * @throws ServletException if there is a parameter with another name
   */
  InitParameters(ServletConfig config, Set<String> known) throws ServletException {
    this.owner = "the servlet " + config.getServletName();
    this.values = config::getInitParameter;
    requireKnown(config.getInitParameterNames(), known);
  }

  /**
   * Reads the parameters of a filter.
   *
   * @param known the allowed names
   * @throws ServletException if there is a parameter with another name
   */
  InitParameters(FilterConfig config, Set<String> known) throws ServletException {
    this.owner = "the filter " + config.getFilterName();
    this.values = config::getInitParameter;
    requireKnown(config.getInitParameterNames(), known);
  }

  private void requireKnown(Enumeration<String> names, Set<String> known) throws ServletException {
    for (String name : Collections.list(names)) {
      if (!known.contains(name)) {
        throw failure(
            name,
            known.isEmpty()
                ? "is not allowed: one that is created in code takes no parameters"
                : "is unknown; allowed are " + String.join(", ", known));
      }
    }
  }

  /**
   * Reads a required parameter.
   *
   * @throws ServletException if it is missing or invalid
   */
  <T> T required(String name, ParameterType<T> type) throws ServletException {
    return optional(name, type)
        .orElseThrow(() -> failure(name, "is missing; it must be " + type.allowed()));
  }

  /**
   * Reads an optional parameter; empty if it is missing.
   *
   * @throws ServletException if it is invalid
   */
  <T> Optional<T> optional(String name, ParameterType<T> type) throws ServletException {
    String value = values.apply(name);
    try {
      return Optional.ofNullable(value).map(String::strip).map(type.parser());
    } catch (IllegalArgumentException e) {
      ServletException failure =
          failure(name, "must be " + type.allowed() + ", was \"" + value + "\"");
      // Not as its cause: Tomcat logs only the innermost cause, which does not name the parameter.
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** Returns an exception that says what is wrong with a parameter. */
  ServletException failure(String name, String problem) {
    return new ServletException("The init-param " + name + " of " + owner + " " + problem);
  }
}
