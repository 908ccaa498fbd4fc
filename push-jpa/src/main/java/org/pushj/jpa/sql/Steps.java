package org.pushj.jpa.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A search whose conditions no index has: it walks the rows in the order of their ids, in steps, so
 * that no statement reads more than {@value #MAX} rows, however few match. The first steps are
 * small, as most searches find a page at once.
 */
public interface Steps {
  /** The largest step. */
  int MAX = 10_000;

  /**
   * Returns the query for the ids of a step, or for the last of them alone.
   *
   * @param after the id after which it begins
   */
  Sql ids(String after, int size);

  /**
   * Returns the query for the first rows of a step that match, in the order of their ids.
   *
   * @param after the id after which it begins
   * @param ids what {@link #ids} found; if that is nothing, the step goes on to the end
   */
  Sql rows(String after, List<String> ids);

  /**
   * Reads a page.
   *
   * @param after the id after which it begins; null for the first page
   * @param most about how many rows are read at most
   * @param reader makes something of a row; nothing if it does not belong to the page
   */
  default <T> Found<T> page(
      Function<Sql, List<Row>> statements,
      @Nullable Object after,
      int limit,
      long most,
      Function<Row, Optional<T>> reader) {
    List<T> found = new ArrayList<>();
    String last = after == null ? "" : after.toString();
    int size = 2 * limit;
    long read = 0;
    while (true) {
      List<String> ids = statements.apply(ids(last, size)).stream().map(Row::id).toList();
      List<Row> rows = statements.apply(rows(last, ids));
      rows.stream()
          .flatMap(row -> reader.apply(row).stream())
          .limit(limit - found.size())
          .forEach(found::add);
      boolean isWhole = rows.size() < limit;
      if (found.size() == limit || (isWhole && ids.isEmpty())) {
        return new Found<>(List.copyOf(found), null);
      }
      last = isWhole ? ids.get(ids.size() - 1) : rows.get(rows.size() - 1).id();
      read += size;
      if (read >= most) {
        return new Found<>(List.copyOf(found), last);
      }
      size = Math.min(2 * size, MAX);
    }
  }

  /**
   * A page.
   *
   * @param list what belongs to it
   * @param next the id after which to go on, if it ended for what it may read; otherwise null
   */
  record Found<T>(List<T> list, @Nullable String next) {}
}
