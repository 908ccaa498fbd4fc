package org.pushj.jpa.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.pushj.CallbackToken;

/** Callback tokens to look up: a sample of those that are stored, in no order, again and again. */
final class Tokens {
  private static final int SAMPLE = 50_000;

  private final List<CallbackToken> tokens;
  private final AtomicInteger next = new AtomicInteger();

  private Tokens(List<CallbackToken> tokens) {
    this.tokens = tokens;
  }

  static Tokens sample(DataSource database) throws SQLException {
    List<CallbackToken> tokens = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT token FROM push_callback ORDER BY random() LIMIT " + SAMPLE)) {
      while (rows.next()) {
        tokens.add(new CallbackToken(rows.getString(1)));
      }
    }
    return new Tokens(tokens);
  }

  CallbackToken next() {
    return tokens.get(Math.floorMod(next.getAndIncrement(), tokens.size()));
  }
}
