package org.pushj.jpa.sql;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements through an entity manager, in the transaction that it is in, or outside transactions:
 * there EclipseLink lends no JDBC connection on which {@link ConnectionStatements} could run.
 *
 * @param entities flushes at commit only, since no statement reads what the application changed
 */
public record EntityManagerStatements(EntityManager entities) implements Statements {
  /** Providers other than Hibernate ignore it. */
  private static final String HIBERNATE_SPACES = "org.hibernate.query.native.spaces";

  @Override
  public int run(Sql sql) {
    // Without a space Hibernate would evict all that the application has cached.
    return query(sql).setHint(HIBERNATE_SPACES, "push").executeUpdate();
  }

  @Override
  public List<Row> rows(Sql sql) {
    List<?> rows = query(sql).getResultList();
    return rows.stream().map(EntityManagerStatements::row).toList();
  }

  /** Recognizes the database by a system view: no entity manager tells the product's name. */
  @Override
  public String product() {
    try {
      return list(Database.VIEWS, Row::text).stream()
          .flatMap(view -> Database.withView(view).stream())
          .findFirst()
          .map(Database::name)
          .orElse("a database that has none of their system views");
    } catch (RuntimeException e) {
      if (Failures.isUnknownTable(e)) {
        return "a database without information_schema (" + Failures.rootOf(e).getMessage() + ")";
      }
      throw e;
    }
  }

  private static Row row(@Nullable Object row) {
    // A single column comes without an array.
    return new Row(
        row instanceof @Nullable Object[] values ? values : new @Nullable Object[] {row});
  }

  private Query query(Sql sql) {
    Query query = entities.createNativeQuery(numbered(sql.text()));
    for (int i = 0; i < sql.values().size(); i++) {
      query.setParameter(i + 1, sql.values().get(i));
    }
    return query;
  }

  /** Gives each question mark its number, as Jakarta Persistence asks for. */
  private static String numbered(String text) {
    StringBuilder numbered = new StringBuilder();
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      numbered.append(text.charAt(i));
      if (text.charAt(i) == '?') {
        numbered.append(++number);
      }
    }
    return numbered.toString();
  }
}
