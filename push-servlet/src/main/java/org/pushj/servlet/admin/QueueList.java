package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.pushj.base.Json;

/**
 * A list of what waits or is parked, page by page.
 *
 * @param path its address
 * @param title its heading
 * @param states the states to choose from
 * @param columns what it shows of an entry
 */
record QueueList<E, S extends Enum<S>>(
    String path, String title, List<S> states, List<Column<E>> columns, InstantSource clock) {
  private static final int SIZE = 50;
  private static final int MAX_SIZE = 200;

  /**
   * Shows one page.
   *
   * @param others other parameters that restrict the list, and go along to the next page
   * @param entries returns the entries of a state, at most so many
   */
  View show(
      AdminRequest request,
      List<String> others,
      BiFunction<Optional<S>, Integer, List<E>> entries) {
    request.takes(
        Stream.concat(Stream.of("state", "after", "size"), others.stream()).toArray(String[]::new));
    Optional<S> state =
        request
            .word("state", states.stream().map(QueueList::word).toList())
            .flatMap(word -> states.stream().filter(each -> word(each).equals(word)).findFirst());
    int size = request.number("size", 1, MAX_SIZE, SIZE);
    List<E> found = entries.apply(state, size + 1);
    boolean hasMore = found.size() > size;
    Instant now = clock.instant();
    List<RowForm.Row> rows =
        found.stream().limit(size).map(each -> Column.row(columns, each, now)).toList();
    Map<String, String> kept = new LinkedHashMap<>();
    Stream.concat(Stream.of("state", "size"), others.stream())
        .forEach(name -> request.one(name).ifPresent(value -> kept.put(name, value)));
    String here = query(kept, request.one("after"));
    String next = hasMore ? path + query(kept, Optional.of(rows.get(size - 1).id())) : null;

    List<Tag> content = new ArrayList<>();
    content.add(choice(request, kept));
    if (rows.isEmpty()) {
      content.add(Layout.note("Nothing is here."));
    } else {
      content.add(
          RowForm.of(
              request,
              path,
              here,
              QueueAction.values(),
              "The oldest first",
              Column.heads(columns),
              rows));
    }
    content.addAll(
        Layout.paging(
            request.one("after").isEmpty()
                ? null
                : request.root() + path + query(kept, Optional.empty()),
            next == null ? null : request.root() + next,
            "Next page"));
    return View.of(
        title,
        content,
        Json.object(
            path,
            found.stream().limit(size).map(each -> Column.json(columns, each, now)).toList(),
            "next",
            next,
            AccessCheck.TOKEN,
            request.token()));
  }

  private Tag choice(AdminRequest request, Map<String, String> kept) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("", "any");
    states.forEach(state -> options.put(word(state), word(state)));
    Tag form =
        Tag.of(
                "form",
                Layout.field(
                    "state", "State", Layout.select(options, kept.getOrDefault("state", ""))),
                Layout.button("Show"))
            .with("class", "filter")
            .with("role", "search")
            .with("aria-label", title)
            .with("action", request.root() + path);
    kept.forEach(
        (name, value) -> {
          if (!name.equals("state")) {
            form.add(Layout.hidden(name, value));
          }
        });
    return form;
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String query(Map<String, String> kept, Optional<String> after) {
    Map<String, String> all = new LinkedHashMap<>(kept);
    after.ifPresent(id -> all.put("after", id));
    return Layout.query(all);
  }
}
