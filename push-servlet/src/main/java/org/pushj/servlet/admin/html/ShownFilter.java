package org.pushj.servlet.admin.html;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A filter of subscriptions, as links and forms carry it.
 *
 * @param parameters what restricts it, and {@code after} and {@code size} of the page
 * @param isAll whether all subscriptions match
 */
public record ShownFilter(Map<String, String> parameters, boolean isAll) {
  private static final String AFTER = "after";

  boolean isFirstPage() {
    return !parameters.containsKey(AFTER);
  }

  /** Returns the filter of the first page. */
  ShownFilter first() {
    Map<String, String> first = new LinkedHashMap<>(parameters);
    first.remove(AFTER);
    return new ShownFilter(first, isAll);
  }

  /** Returns the filter as the query of a URL, with its question mark. */
  String query() {
    return Layout.query(parameters);
  }

  String value(String parameter) {
    return parameters.getOrDefault(parameter, "");
  }
}
