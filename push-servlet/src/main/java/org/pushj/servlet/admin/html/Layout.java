package org.pushj.servlet.admin.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all pages have in common, and the parts that they are made of. */
public final class Layout {
  /** The address of the style sheet. */
  public static final String STYLE = "style.css";

  private Layout() {}

  /**
   * Returns a whole page.
   *
   * @param current the address of the view that it belongs to
   * @param title its heading
   * @param views the addresses and names of the views that there are
   */
  public static String page(
      PageLinks links, String current, String title, List<Tag> content, Map<String, String> views) {
    Tag items = Tag.of("ul");
    views.forEach(
        (address, name) ->
            items.add(
                Tag.of(
                    "li",
                    links
                        .to(address, name)
                        .with("aria-current", address.equals(current) ? "page" : null))));
    Tag html =
        Tag.of("html")
            .with("lang", "en")
            .add(
                Tag.of(
                    "head",
                    Tag.of("meta").with("charset", "utf-8"),
                    Tag.of("meta")
                        .with("name", "viewport")
                        .with("content", "width=device-width, initial-scale=1"),
                    Tag.of("meta").with("name", "color-scheme").with("content", "light dark"),
                    Tag.of("title", title + " - push"),
                    Tag.of("link").with("rel", "stylesheet").with("href", links.url(STYLE))),
                Tag.of(
                    "body",
                    link("#main", "Skip to the content").with("class", "skip"),
                    Tag.of(
                        "header",
                        Tag.of("p", "push").with("class", "name"),
                        Tag.of("nav", items).with("aria-label", "Views")),
                    Tag.of("main", Tag.of("h1", title))
                        .with("id", "main")
                        .with("tabindex", "-1")
                        .add(content)));
    StringBuilder out = new StringBuilder("<!doctype html>\n");
    html.writeTo(out);
    return out.toString();
  }

  /** Returns the style sheet. */
  public static byte[] style() throws IOException {
    try (InputStream style = Layout.class.getResourceAsStream(STYLE)) {
      return Objects.requireNonNull(style).readAllBytes();
    }
  }

  /** Says why something was not done. */
  public static List<Tag> alert(String text) {
    return List.of(Tag.of("p", text).with("role", "alert"));
  }

  static Tag link(String url, String text) {
    return Tag.of("a", text).with("href", url);
  }

  /** Returns parameters as the query of a URL, with its question mark. */
  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** Returns a paragraph. */
  static Tag note(String text) {
    return Tag.of("p", text).with("class", "note");
  }

  static Tag hidden(String name, String value) {
    return Tag.of("input").with("type", "hidden").with("name", name).with("value", value);
  }

  static Tag button(String text) {
    return Tag.of("button", text);
  }

  /** Returns a field with its label. */
  static Tag field(String id, String label, Tag field) {
    return Tag.of(
            "div", Tag.of("label", label).with("for", id), field.with("id", id).with("name", id))
        .with("class", "field");
  }

  /**
   * Returns the options of a time.
   *
   * @param none the name of the empty value
   */
  static Map<String, String> times(String none) {
    Map<String, String> times = new LinkedHashMap<>();
    times.put("", none);
    times.put("1h", "1 hour");
    times.put("24h", "1 day");
    times.put("7d", "7 days");
    times.put("30d", "30 days");
    return times;
  }

  /**
   * Returns a choice.
   *
   * @param options the values and their names
   * @param selected one of the values, or another one, which is then added
   */
  static Tag select(Map<String, String> options, String selected) {
    Tag select = Tag.of("select");
    options.forEach(
        (value, name) ->
            select.add(
                Tag.of("option", name)
                    .with("value", value)
                    .with("selected", value.equals(selected))));
    if (!options.containsKey(selected)) {
      select.add(Tag.of("option", selected).with("value", selected).with("selected", true));
    }
    return select;
  }

  /**
   * Returns a table. Roles are said, since a narrow window shows each row as a block, and what is
   * shown so is no table for some screen readers.
   *
   * @param caption what the table shows
   * @param heads the heads of the columns; the first column has the heads of the rows
   * @param rows the content of the cells
   */
  static Tag table(String caption, List<String> heads, List<List<Tag>> rows) {
    Tag head = Tag.of("tr").with("role", "row");
    for (String each : heads) {
      head.add(Tag.of("th", each).with("scope", "col").with("role", "columnheader"));
    }
    Tag body = Tag.of("tbody").with("role", "rowgroup");
    for (List<Tag> row : rows) {
      Tag line = Tag.of("tr").with("role", "row");
      for (int i = 0; i < row.size(); i++) {
        line.add(
            Tag.of(i == 0 ? "th" : "td", row.get(i))
                .with("scope", i == 0 ? "row" : null)
                .with("role", i == 0 ? "rowheader" : "cell")
                .with("data-label", heads.get(i)));
      }
      body.add(line);
    }
    return Tag.of(
            "table",
            Tag.of("caption", caption),
            Tag.of("thead", head).with("role", "rowgroup"),
            body)
        .with("role", "table");
  }

  /** Returns a list of names and what they are. */
  static Tag facts(Map<String, Tag> facts) {
    Tag list = Tag.of("dl");
    facts.forEach((name, value) -> list.add(Tag.of("dt", name), Tag.of("dd", value)));
    return list;
  }

  /**
   * Returns the links to other pages of a list.
   *
   * @param first the URL of the first page; null if this is it
   * @param next the URL of the next page; null if this is the last
   * @param nextName what the link to it says
   */
  static List<Tag> paging(@Nullable String first, @Nullable String next, String nextName) {
    List<Tag> links = new ArrayList<>();
    if (first != null) {
      links.add(link(first, "First page"));
    }
    if (next != null) {
      links.add(link(next, nextName).with("rel", "next"));
    }
    return links.isEmpty()
        ? List.of()
        : List.of(Tag.of("nav").with("class", "paging").with("aria-label", "Pages").add(links));
  }
}
