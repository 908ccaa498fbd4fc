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

/**
 * Reads init parameters. Whatever is wrong with one says its name, its value and what it may be.
 */
final class InitParameters {
  private final String owner;
  private final UnaryOperator<@Nullable String> values;

  /**
   * Takes the parameters of a servlet over.
   *
   * @param known the names that are possible
   * @throws ServletException if there is one of another name
   */
  InitParameters(ServletConfig config, Set<String> known) throws ServletException {
    this.owner = "the servlet " + config.getServletName();
    this.values = config::getInitParameter;
    requireKnown(config.getInitParameterNames(), known);
  }

  /**
   * Takes the parameters of a filter over.
   *
   * @param known the names that are possible
   * @throws ServletException if there is one of another name
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
                ? "is one too many: it is made in code, and takes none"
                : "is unknown; possible are " + String.join(", ", known));
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
    String value = values.apply(name);
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

  /** Returns an exception that says what is wrong with a parameter. */
  ServletException failure(String name, String problem) {
    return new ServletException("The init-param " + name + " of " + owner + " " + problem);
  }
}
