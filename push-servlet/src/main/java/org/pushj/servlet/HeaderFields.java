package org.pushj.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The header fields of a request, copied: they may be asked for when the request is over. They stay
 * in a list, as most deliveries need two or three of them. Immutable.
 */
final class HeaderFields {
  private static final int NONE = -1;

  /** Each name, and the value after it. */
  private final List<String> namesAndValues = new ArrayList<>(32);

  HeaderFields(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      // Some filters name a header of theirs once more; its values are the same.
      if (next(name, 0) == NONE) {
        Enumeration<String> values = request.getHeaders(name);
        while (values.hasMoreElements()) {
          namesAndValues.add(name);
          namesAndValues.add(Objects.requireNonNull(values.nextElement(), name));
        }
      }
    }
  }

  /** Returns the values of a header, by its name in any case. */
  List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (int i = next(name, 0); i != NONE; i = next(name, i + 2)) {
      values.add(namesAndValues.get(i + 1));
    }
    return Collections.unmodifiableList(values);
  }

  /** Returns where a name stands next, from an index on. */
  private int next(String name, int from) {
    for (int i = from; i < namesAndValues.size(); i += 2) {
      if (namesAndValues.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * Returns all. Names that differ only in case are merged, and empty ones dropped, since {@link
   * HttpHeaders} rejects them.
   */
  HttpHeaders all() {
    Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      String name = namesAndValues.get(i).trim();
      if (!name.isEmpty()) {
        merged.computeIfAbsent(name, unseen -> new ArrayList<>()).add(namesAndValues.get(i + 1));
      }
    }
    return HttpHeaders.of(merged, (name, value) -> true);
  }
}
