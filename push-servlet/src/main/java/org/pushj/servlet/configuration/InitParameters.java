package org.pushj.servlet.configuration;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.servlet.values.ValueSources;

/** Reads init parameters. Each failure names the parameter, its value and the allowed values. */
public final class InitParameters {
  private static final String NONE_ALLOWED =
      "is not allowed: one that is created in code takes no parameters";

  /** The user, and perhaps a password, of a URL. */
  private static final Pattern USER = Pattern.compile("//[^/?#,\\s]*@");

  private final String owner;
  private final List<String> names;
  private final UnaryOperator<@Nullable String> written;
  private final ValueSources sources;

  /** Reads the parameters of a servlet. */
  public InitParameters(ServletConfig config) {
    this(
        "the servlet " + config.getServletName(),
        Collections.list(config.getInitParameterNames()),
        config::getInitParameter,
        config.getServletContext());
  }

  /** Reads the parameters of a filter. */
  public InitParameters(FilterConfig config) {
    this(
        "the filter " + config.getFilterName(),
        Collections.list(config.getInitParameterNames()),
        config::getInitParameter,
        config.getServletContext());
  }

  private InitParameters(
      String owner,
      List<String> names,
      UnaryOperator<@Nullable String> written,
      ServletContext application) {
    this.owner = owner;
    this.names = names;
    this.written = written;
    this.sources = new ValueSources(application);
  }

  /**
   * Checks the names of the parameters.
   *
   * @param known the allowed ones
   * @throws ServletException if there is another one
   */
  public void requireKnown(Set<String> known) throws ServletException {
    for (String name : names) {
      if (!known.contains(name)) {
        throw failure(name, known.isEmpty() ? NONE_ALLOWED : unknown(name, known));
      }
    }
  }

  private static String unknown(String name, Set<String> known) {
    return NearestName.of(name, known)
            .map(nearest -> "is unknown; did you mean " + nearest + "? Allowed are ")
            .orElse("is unknown; allowed are ")
        + String.join(", ", new TreeSet<>(known));
  }

  /** Tells whether there is a parameter of this name. */
  public boolean isPresent(String name) {
    return names.contains(name);
  }

  /**
   * Checks that there is a parameter.
   *
   * @throws ServletException if it is missing
   */
  void requirePresent(String name, ParameterType<?> type) throws ServletException {
    if (!isPresent(name)) {
      throw failure(name, "is missing; it must be " + type.allowed());
    }
  }

  /**
   * Reads a required parameter.
   *
   * @throws ServletException if it is missing or invalid
   */
  public <T> T required(String name, ParameterType<T> type) throws ServletException {
    requirePresent(name, type);
    return optional(name, type).orElseThrow();
  }

  /**
   * Reads an optional parameter; empty if it is missing.
   *
   * @throws ServletException if it is invalid
   */
  public <T> Optional<T> optional(String name, ParameterType<T> type) throws ServletException {
    Optional<String> value = value(name);
    try {
      return value.map(type.parser());
    } catch (IllegalArgumentException e) {
      if (type.isSecret()) {
        throw failure(name, "must be " + type.allowed());
      }
      ServletException failure =
          failure(
              name,
              "must be %s, was \"%s\"%s"
                  .formatted(
                      type.allowed(),
                      USER.matcher(value.orElseThrow()).replaceAll("//***@"),
                      e.getCause() == null ? "" : ": " + e.getMessage()));
      // Not as its cause: Tomcat logs only the innermost cause, which does not name the parameter.
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /**
   * Returns the values of all parameters, by name.
   *
   * @throws ServletException if one is not where it is to be taken from
   */
  public Map<String, String> all() throws ServletException {
    Map<String, String> all = new HashMap<>();
    for (String name : names) {
      value(name).ifPresent(value -> all.put(name, value));
    }
    return all;
  }

  /** Returns an exception that says what is wrong with a parameter. */
  public ServletException failure(String name, String problem) {
    return new ServletException("The init-param " + name + " of " + owner + " " + problem);
  }

  /** Returns an exception that says what failed, which was no fault of the parameter. */
  public ServletException failure(String name, String problem, RuntimeException cause) {
    return new ServletException(failure(name, problem).getMessage(), cause);
  }

  /** Returns an exception that says what is wrong with several parameters together. */
  public ServletException failure(RuntimeException cause) {
    ServletException failure =
        new ServletException(
            "The init-params of " + owner + " do not make a subscriber: " + cause.getMessage());
    failure.addSuppressed(cause);
    return failure;
  }

  private Optional<String> value(String name) throws ServletException {
    String value = written.apply(name);
    try {
      return Optional.ofNullable(value).map(String::strip).map(sources::value);
    } catch (IllegalArgumentException e) {
      throw failure(name, "takes its value from " + e.getMessage());
    }
  }
}
