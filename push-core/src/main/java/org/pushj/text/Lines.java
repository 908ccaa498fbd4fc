package org.pushj.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts by name, written as one text: a line for each, with the name, an equals sign and the value.
 * They stay that text, and a value is taken out when it is asked for: most never are, and the text
 * is read with each look-up. Used by one thread.
 */
public final class Lines {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
  private static final int FIRST_SIZE = 48;

  private final String text;

  /** Of each line three indexes: of its start, of its equals sign and of its end. */
  private final int[] bounds;

  private final int size;

  /** Which of the lines were asked for. */
  private final boolean[] read;

  private Lines(String text, int[] bounds, int size) {
    this.text = text;
    this.bounds = bounds;
    this.size = size;
    this.read = new boolean[size / 3];
  }

  /**
   * Reads what a {@link Writer} wrote.
   *
   * @throws IllegalArgumentException if it is something else; the message does not repeat it
   */
  public static Lines parse(String text) {
    int[] bounds = new int[FIRST_SIZE];
    int size = 0;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      int equals = text.indexOf('=', start);
      if (equals < 0 || equals > end) {
        throw new IllegalArgumentException("the text has a line without a name at " + start);
      }
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * size);
      }
      bounds[size] = start;
      bounds[size + 1] = equals;
      bounds[size + 2] = end;
      size += 3;
      start = end + 1;
    }
    return new Lines(text, bounds, size);
  }

  /**
   * Returns a value, the last one of this name; null if there is none.
   *
   * @param name has nothing to escape: no equals sign, backslash or line break
   */
  public @Nullable String get(String name) {
    for (int i = size - 3; i >= 0; i -= 3) {
      if (bounds[i + 1] - bounds[i] == name.length() && text.startsWith(name, bounds[i])) {
        return value(i);
      }
    }
    return null;
  }

  /**
   * Returns a value.
   *
   * @param name as for {@link #get}
   * @throws IllegalArgumentException if there is none
   */
  public String require(String name) {
    String value = get(name);
    if (value == null) {
      throw new IllegalArgumentException("the text has no line " + name);
    }
    return value;
  }

  /**
   * Returns the values whose names begin with a prefix, by the rest of their names, in order.
   *
   * @param prefix has nothing to escape; empty for all
   */
  public Map<String, String> startingWith(String prefix) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < size; i += 3) {
      if (text.startsWith(prefix, bounds[i])) {
        String rest = text.substring(bounds[i] + prefix.length(), bounds[i + 1]);
        values.put(unescaped(rest), value(i));
      }
    }
    return values;
  }

  /**
   * Returns the values of lines that were not asked for, by their names, in order.
   *
   * @param others names of lines that are returned although they were asked for
   */
  public Map<String, String> unread(Predicate<String> others) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < size; i += 3) {
      String name = unescaped(text.substring(bounds[i], bounds[i + 1]));
      if (!read[i / 3] || others.test(name)) {
        values.put(name, value(i));
      }
    }
    return values;
  }

  private String value(int line) {
    read[line / 3] = true;
    return unescaped(text.substring(bounds[line + 1] + 1, bounds[line + 2]));
  }

  /** Most texts have nothing to unescape. */
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

  /** Writes lines. Used by one thread. */
  public static final class Writer {
    private final StringBuilder text = new StringBuilder();

    /** Makes a writer that has no lines yet. */
    public Writer() {}

    /**
     * Adds a line, unless the value is null.
     *
     * @param name no other line has it
     */
    public Writer put(String name, @Nullable Object value) {
      if (value != null) {
        text.append(escaped(name).replace("=", "\\e"))
            .append('=')
            .append(escaped(value.toString()))
            .append('\n');
      }
      return this;
    }

    /** Adds a line for each entry. */
    public Writer putAll(Map<String, String> values) {
      values.forEach(this::put);
      return this;
    }

    /** Returns all lines as one text. */
    @Override
    public String toString() {
      return text.toString();
    }

    private static String escaped(String text) {
      return text.replace("\\", "\\\\").replace("\n", "\\n");
    }
  }
}
