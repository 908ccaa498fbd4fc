package org.pushj.base;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts by name, written as one text: a line for each, with the name, an equals sign and the value.
 * Used by one thread.
 */
public final class Lines {
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
        (name, value) -> {
          escape(name, '=', text);
          text.append('=');
          escape(value, '\\', text);
          text.append('\n');
        });
    return text.toString();
  }

  private static void escape(String value, char also, StringBuilder out) {
    if (value.indexOf('\\') < 0 && value.indexOf('\n') < 0 && value.indexOf(also) < 0) {
      out.append(value);
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c == also) {
            out.append("\\e");
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i) == 'n' ? '\n' : text.charAt(i) == 'e' ? '=' : text.charAt(i);
      }
      out.append(c);
    }
    return out.toString();
  }
}
