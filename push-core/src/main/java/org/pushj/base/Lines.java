package org.pushj.base;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts by name, written as one text: a line for each, with the name, an equals sign and the value.
 * Used by one thread.
 */
public final class Lines {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

  private final Map<String, String> values;

  private Lines(Map<String, String> values) {
    this.values = values;
  }

  /** Returns no lines. */
  public static Lines empty() {
    return new Lines(new LinkedHashMap<>());
  }

  /** Returns lines for the entries of a map. */
  public static Lines of(Map<String, String> values) {
    return new Lines(new LinkedHashMap<>(values));
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if it is something else; the message does not repeat it
   */
  public static Lines parse(String text) {
    Lines lines = empty();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int equals = text.indexOf('=', start);
      if (equals < 0 || equals > end) {
        throw new IllegalArgumentException("the text has a line without a name at " + start);
      }
      lines.values.put(
          unescaped(text.substring(start, equals)), unescaped(text.substring(equals + 1, end)));
      start = end + 1;
    }
    return lines;
  }

  /** Adds a line, unless the value is null. */
  public Lines put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value.toString());
    }
    return this;
  }

  /** Returns a value; null if there is none. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /**
   * Returns a value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String require(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the text has no line " + name);
    }
    return value;
  }

  /** Returns all values by name, in order. */
  public Map<String, String> values() {
    return values;
  }

  /** Returns one text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(escaped(name).replace("=", "\\e"))
                .append('=')
                .append(escaped(value))
                .append('\n'));
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  /** Most texts have nothing to unescape, and are read with each look-up of a subscription. */
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    return ESCAPE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group(1)) {
                      case "n" -> "\n";
                      case "e" -> "=";
                      default -> found.group(1);
                    }));
  }
}
