package org.pushj.jpa;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Runs statements, each a transaction, and halts the process with them, as a crash does. The
 * arguments are the URL of the database, and the statements.
 */
final class HaltedProgram {
  static final int HALTED = 9;

  private HaltedProgram() {}

  public static void main(String[] arguments) throws SQLException {
    Connection connection = DriverManager.getConnection(arguments[0]);
    try (Statement statement = connection.createStatement()) {
      for (String each : Arrays.asList(arguments).subList(1, arguments.length)) {
        statement.execute(each);
      }
      Runtime.getRuntime().halt(HALTED);
    }
  }
}
