package org.pushj.servlet.values;

import jakarta.servlet.ServletContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The sources of the value of an init parameter, so that one WAR can be used in test and
 * production: {@code env:NAME}, {@code context:NAME} or {@code jndi:java:NAME}. The syntax has no
 * braces, since some containers replace such placeholders in a web.xml, each by its own rules.
 */
public final class ValueSources {
  private static final String ENVIRONMENT = "env:";
  private static final String CONTEXT = "context:";
  private static final String JNDI = "jndi:";

  private final ServletContext application;

  /** Makes the sources of an application. */
  public ValueSources(ServletContext application) {
    this.application = application;
  }

  /**
   * Returns the value of a parameter.
   *
   * @param written the value itself, or its source
   * @throws IllegalArgumentException if the source has no value; the message begins with the source
   */
  public String value(String written) {
    if (written.startsWith(ENVIRONMENT)) {
      String name = written.substring(ENVIRONMENT.length());
      return found("the environment variable " + name, System.getenv(name));
    }
    if (written.startsWith(CONTEXT)) {
      String name = written.substring(CONTEXT.length());
      return found("the context-param " + name, application.getInitParameter(name));
    }
    if (written.startsWith(JNDI)) {
      String name = written.substring(JNDI.length());
      return found("the JNDI name " + name, lookedUp(name));
    }
    return written;
  }

  private static String found(String source, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(source + ", which is not set");
    }
    return value.strip();
  }

  private static String lookedUp(String name) {
    Object found;
    try {
      found = Jndi.lookUp(name);
    } catch (NamingException e) {
      throw new IllegalArgumentException(
          "the JNDI name %s, which is not set: %s".formatted(name, e.getMessage()), e);
    }
    if (found instanceof CharSequence || found instanceof Number || found instanceof Boolean) {
      return found.toString();
    }
    throw new IllegalArgumentException(
        "the JNDI name " + name + ", which is neither text nor a number nor true or false");
  }
}
