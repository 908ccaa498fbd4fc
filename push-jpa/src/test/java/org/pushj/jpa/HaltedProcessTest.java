package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the embedded database must do, or nothing that is built on it is true: what was committed is
 * there after the process was killed. H2 2.5.252 does not; it forgets what is written to a part of
 * its file that was free.
 */
class HaltedProcessTest {
  /** Every commit is written, and free parts of the file are used at once, not 45 seconds later. */
  private static final String SETTINGS = ";WRITE_DELAY=0;RETENTION_TIME=0";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 30})
  void database_keepsWhatWasCommitted_whenItsProcessIsHaltedTwice(int rows) throws Exception {
    halt(List.of("CREATE TABLE note (text VARCHAR(100))", "CREATE INDEX note_text ON note (text)"));
    halt(Collections.nCopies(rows, "INSERT INTO note VALUES ('kept')"));

    assertThat(countedRows()).isEqualTo(rows);
  }

  private void halt(List<String> statements) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--class-path",
                            System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                            HaltedProgram.class.getName(),
                            url()),
                        statements.stream())
                    .toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(HaltedProgram.HALTED);
  }

  private int countedRows() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM note")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  private String url() {
    return "jdbc:h2:" + folder.resolve("notes") + SETTINGS;
  }
}
