package org.pushj.servlet.admin.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An element of HTML. Text and the values of attributes are escaped when it is written, and there
 * is no way to put markup in: so nothing that came from outside can become any. Used by one thread.
 */
public final class Tag {
  private static final Set<String> VOID = Set.of("br", "input", "link", "meta");
  private static final char REPLACEMENT = '\uFFFD';

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  /** Tags, and texts. */
  private final List<Object> content = new ArrayList<>();

  private Tag(String name) {
    this.name = name;
  }

  /** Makes an element with some content. */
  static Tag of(String name, Tag... content) {
    return new Tag(name).add(List.of(content));
  }

  /** Makes an element with a text. */
  static Tag of(String name, String text) {
    return new Tag(name).text(text);
  }

  /** Sets an attribute; null leaves it out. */
  Tag with(String attribute, @Nullable String value) {
    if (value != null) {
      attributes.put(attribute, value);
    }
    return this;
  }

  /** Sets an attribute without a value, if that is wanted. */
  Tag with(String attribute, boolean wanted) {
    return with(attribute, wanted ? "" : null);
  }

  /** Appends a text. */
  Tag text(String text) {
    content.add(text);
    return this;
  }

  /** Appends elements. */
  Tag add(Tag... more) {
    return add(List.of(more));
  }

  /** Appends elements. */
  Tag add(List<Tag> more) {
    content.addAll(more);
    return this;
  }

  /** Writes the element. */
  void writeTo(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute).append("=\"");
          escape(value, out);
          out.append('"');
        });
    out.append('>');
    for (Object each : content) {
      if (each instanceof Tag tag) {
        tag.writeTo(out);
      } else {
        escape((String) each, out);
      }
    }
    if (!VOID.contains(name)) {
      out.append("</").append(name).append('>');
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }

  /** Escapes markup; what no HTML may contain is replaced. */
  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\t', '\n' -> out.append(c);
        default -> out.append(Character.isISOControl(c) ? REPLACEMENT : c);
      }
    }
  }
}
