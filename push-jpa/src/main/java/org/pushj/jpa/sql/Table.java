package org.pushj.jpa.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table whose rows have an {@code id}, and a {@code version} that each change counts up. In
 * queries its alias is {@code w}.
 *
 * @param name its name in SQL
 * @param columns what a row is read from, in this order; the first is {@code id}, the last {@code
 *     version}
 * @param others what is written after those, but not read with them
 */
public record Table(String name, List<String> columns, List<String> others) {

  /** Makes a table; both lists are separated by spaces. */
  public static Table of(String name, String columns, String others) {
    return new Table(name, List.of(columns.split(" ")), List.of(others.split(" ")));
  }

  /** Returns the columns that are read, separated by commas, each with the alias. */
  public String columnList() {
    return columns.stream().map("w."::concat).collect(Collectors.joining(", "));
  }

  /** Returns the query for all rows, up to the alias: conditions are appended. */
  public Sql select() {
    return Sql.of("SELECT " + columnList() + " FROM " + name + " w");
  }

  /** Returns the query for one row. */
  public Sql byId(Object id) {
    return select().with(" WHERE w.id = ?", id);
  }

  /** Returns the insertion of rows with the columns, then the others, up to the values. */
  public String insertInto() {
    return "INSERT INTO " + name + " (" + String.join(", ", written()) + ") ";
  }

  /**
   * Returns the insertion of rows.
   *
   * @param rows at least one, each with a value for every column, then for every other
   */
  public Sql insert(List<? extends List<?>> rows) {
    return Sql.of(insertInto() + "VALUES ?", Sql.list(rows));
  }

  /**
   * Returns the change of a row that is still as it was read.
   *
   * @param changes what is set apart from the version, separated by commas
   */
  public Sql update(Object id, long version, Sql changes) {
    return Sql.of("UPDATE " + name + " SET version = version + 1, ?", changes)
        .with(" WHERE id = ? AND version = ?", id, version);
  }

  /**
   * Returns the change of a row that is still as it was read.
   *
   * @param row a value for every column, then for the first of the others, or for all
   */
  public Sql update(Object id, long version, List<?> row) {
    List<String> columns = written();
    List<Sql> changes = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String column = columns.get(i);
      if (!column.equals("id") && !column.equals("version")) {
        changes.add(Sql.of(column + " = ?", row.get(i)));
      }
    }
    return update(id, version, Sql.list(changes));
  }

  /** Returns the removal of a row that is still as it was read. */
  public Sql delete(Object id, long version) {
    return Sql.of("DELETE FROM " + name + " WHERE id = ? AND version = ?", id, version);
  }

  private List<String> written() {
    return Stream.concat(columns.stream(), others.stream()).toList();
  }
}
