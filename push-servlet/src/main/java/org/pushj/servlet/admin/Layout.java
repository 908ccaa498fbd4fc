package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all pages have in common, and the parts that they are made of. */
final class Layout {
  private Layout() {}

  /**
   * Returns a whole page.
   *
   * @param views the addresses and names of the views that there are
   */
  static String page(AdminRequest request, View view, Map<String, String> views) {
    String current = request.path().isEmpty() ? "" : request.path().get(0);
    Tag links = Tag.of("ul");
    views.forEach(
        (address, name) ->
            links.add(
                Tag.of(
                    "li",
                    link(request.root() + address, name)
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
                    Tag.of("title", view.title() + " - push"),
                    Tag.of("link")
                        .with("rel", "stylesheet")
                        .with("href", request.root() + Routes.STYLE)),
                Tag.of(
                    "body",
                    link("#main", "Skip to the content").with("class", "skip"),
                    Tag.of(
                        "header",
                        Tag.of("p", "push").with("class", "name"),
                        Tag.of("nav", links).with("aria-label", "Views")),
                    Tag.of("main", Tag.of("h1", view.title()))
                        .with("id", "main")
                        .with("tabindex", "-1")
                        .add(view.content())));
    StringBuilder out = new StringBuilder("<!doctype html>\n");
    html.writeTo(out);
    return out.toString();
  }

  static Tag link(String url, String text) {
    return Tag.of("a", text).with("href", url);
  }

  /** Returns parameters as the query of a URL, with its question mark. */
  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** Returns a paragraph. */
  static Tag note(String text) {
    return Tag.of("p", text).with("class", "note");
  }

  /**
   * Returns a form that changes something.
   *
   * @param path the address below the servlet
   */
  static Tag form(AdminRequest request, String path) {
    return Tag.of("form", hidden(AccessCheck.TOKEN, request.token()))
        .with("method", "post")
        .with("action", request.root() + path);
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
