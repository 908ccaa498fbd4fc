package org.pushj.jpa;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of work that falls due. It has the columns {@code id}, {@code due_at} and {@code
 * version}: whoever changes a row counts its version up.
 *
 * @param entity the name of its entity in JPQL, with the attributes {@code id}, {@code dueAt} and
 *     {@code version}
 * @param table its name in SQL
 * @param attributes what is read of a row, in this order; the column of {@code dueAt} is {@code
 *     due_at}, and so on
 * @param changes what a claim changes besides: an attribute, and its new value in JPQL, in terms of
 *     the entity {@code w} before
 */
record WorkTable(
    String entity, String table, List<String> attributes, Map<String, String> changes) {

  /** Returns the columns in SQL, each with the alias {@code w} of the table. */
  String columns() {
    return attributes.stream()
        .map(attribute -> "w." + column(attribute))
        .collect(Collectors.joining(", "));
  }

  /** Returns the query for the attributes in JPQL, up to the entity with its alias {@code w}. */
  String select() {
    return attributes.stream()
        .map("w."::concat)
        .collect(Collectors.joining(", ", "select ", " from " + entity + " w"));
  }

  /** Returns what a claim changes, in SQL after the word SET, but for the due time. */
  String changedColumns() {
    return "version = w.version + 1"
        + changes.entrySet().stream()
            .map(change -> ", " + column(change.getKey()) + " = " + column(change.getValue()))
            .collect(Collectors.joining());
  }

  /** Returns what a claim changes, in JPQL after the word SET, but for the due time. */
  String changedPaths() {
    return "w.version = w.version + 1"
        + changes.entrySet().stream()
            .map(change -> ", w." + change.getKey() + " = " + change.getValue())
            .collect(Collectors.joining());
  }

  /** Returns the column of an attribute, or an expression in columns. */
  static String column(String attribute) {
    return attribute.replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
  }
}
