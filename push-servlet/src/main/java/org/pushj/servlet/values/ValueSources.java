package org.pushj.servlet.values;

import jakarta.servlet.ServletContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of an init parameter may be taken from, so that one WAR serves test and
 * production: {@code env:NAME}, {@code context:NAME} or {@code jndi:java:NAME}. There are no braces
 * in that, since some containers replace what looks so in a web.xml, each by rules of its own.
 */
public final class ValueSources {
  private static final String ENVIRONMENT = "env:";
  private static final String CONTEXT = "context:";
  private static final String JNDI = "jndi:";

  private final ServletContext application;

  /** Takes context parameters from an application. */
  public ValueSources(ServletContext application) {
    this.application = application;
  }

  /**
   * Returns the value that is meant.
   *
   * @param written the value itself, or where it is
   * @throws IllegalArgumentException if it is not there; the message begins with the source
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
