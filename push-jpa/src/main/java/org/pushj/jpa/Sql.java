package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement, for a connection or for an entity manager. There is no null among its values:
 * databases and providers disagree about the type of one.
 *
 * @param text in SQL, with a question mark for each value and no other
 * @param values texts, whole numbers and arrays of bytes
 */
record Sql(String text, List<Object> values) implements DirectStatements.Statement {
  /** Other providers pass over it. */
  private static final String HIBERNATE_SPACES = "org.hibernate.query.native.spaces";

  static Sql of(String text, Object... values) {
    return new Sql(text, List.of(values));
  }

  /** Returns the question marks of so many values, for a list in SQL. */
  static String marks(int values) {
    return String.join(", ", Collections.nCopies(values, "?"));
  }

  @Override
  public boolean run(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int i = 0; i < values.size(); i++) {
        set(statement, i + 1, values.get(i));
      }
      return statement.executeUpdate() > 0;
    }
  }

  /** Runs the statement in what the entity manager is in, and returns how many rows it changed. */
  int run(EntityManager entities) {
    // Hibernate would not know what is changed, and so forget all that the application has cached.
    return query(entities).setHint(HIBERNATE_SPACES, "push").executeUpdate();
  }

  /** Returns the rows of a query for several columns. */
  static List<@Nullable Object[]> rows(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().<@Nullable Object[]>map(row -> (@Nullable Object[]) row).toList();
  }

  /** Returns the statement with its values, in what the entity manager is in. */
  Query query(EntityManager entities) {
    Query query = entities.createNativeQuery(numbered());
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return query;
  }

  private String numbered() {
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

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof String string) {
      statement.setString(index, string);
    } else {
      statement.setObject(index, value);
    }
  }
}
