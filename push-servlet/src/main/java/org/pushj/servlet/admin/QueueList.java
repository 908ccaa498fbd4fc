package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.pushj.servlet.admin.html.Column;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.Layout;
import org.pushj.servlet.admin.html.QueueMarkup;
import org.pushj.text.Json;

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
    List<E> shown = found.stream().limit(size).toList();
    Map<String, String> kept = new LinkedHashMap<>();
    Stream.concat(Stream.of("state", "size"), others.stream())
        .forEach(name -> request.one(name).ifPresent(value -> kept.put(name, value)));
    String next = hasMore ? path + query(kept, Optional.of(id(shown.get(size - 1), now))) : null;
    QueueMarkup<E> markup =
        new QueueMarkup<>(
            path,
            title,
            states.stream().map(QueueList::word).toList(),
            kept,
            query(kept, request.one("after")),
            request.one("after").isEmpty() ? null : path + query(kept, Optional.empty()),
            next,
            columns,
            shown);
    return View.of(
        title,
        markup.content(request.links(), QueueAction.values(), now),
        Json.object(
            path,
            shown.stream().map(each -> Column.json(columns, each, now)).toList(),
            "next",
            next,
            Fields.TOKEN,
            request.token()));
  }

  private String id(E entry, Instant now) {
    return String.valueOf(Column.json(columns, entry, now).get(Column.ID));
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
