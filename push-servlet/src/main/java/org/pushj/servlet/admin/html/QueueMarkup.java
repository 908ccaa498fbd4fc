package org.pushj.servlet.admin.html;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of what waits or is parked.
 *
 * @param path the address of the list
 * @param title its heading
 * @param states the words to choose a state from
 * @param kept the parameters that go along to its other pages
 * @param here the query of this page
 * @param first the address of the first page; null if this is it
 * @param next the address of the next page; null if this is the last
 * @param columns what it shows of an entry
 * @param entries the entries of this page
 */
public record QueueMarkup<E>(
    String path,
    String title,
    List<String> states,
    Map<String, String> kept,
    String here,
    @Nullable String first,
    @Nullable String next,
    List<Column<E>> columns,
    List<E> entries) {

  /** Returns the page. */
  public List<Tag> content(PageLinks links, RowAction[] actions, Instant now) {
    List<Tag> content = new ArrayList<>();
    content.add(choice(links));
    if (entries.isEmpty()) {
      content.add(Layout.note("Nothing is here."));
    } else {
      content.add(
          RowForm.of(
              links,
              path,
              here,
              actions,
              "The oldest first",
              Column.heads(columns),
              entries.stream().map(each -> Column.row(columns, each, now)).toList()));
    }
    content.addAll(
        Layout.paging(
            first == null ? null : links.url(first),
            next == null ? null : links.url(next),
            "Next page"));
    return content;
  }

  private Tag choice(PageLinks links) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("", "any");
    states.forEach(state -> options.put(state, state));
    Tag form =
        Tag.of(
                "form",
                Layout.field(
                    "state", "State", Layout.select(options, kept.getOrDefault("state", ""))),
                Layout.button("Show"))
            .with("class", "filter")
            .with("role", "search")
            .with("aria-label", title)
            .with("action", links.url(path));
    kept.forEach(
        (name, value) -> {
          if (!name.equals("state")) {
            form.add(Layout.hidden(name, value));
          }
        });
    return form;
  }
}
