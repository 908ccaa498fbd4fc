package org.pushj.examples.reader.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.reader.ReaderClient;

/** H2 on a disk that is full for a while: a small file system in memory. */
class FullDiskTest {
  private static final int MANY = 200;

  @TempDir Path disk;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        runs("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()),
        "mounting needs Linux and root");
  }

  @AfterEach
  void unmount() throws Exception {
    runs("umount", disk.toString());
  }

  @Test
  void database_isOpenedAgain_onceThereIsRoom() throws Exception {
    try (HikariDataSource pool = DatabasePool.open(new DatabaseSettings.Folder(disk))) {
      run(pool, "CREATE TABLE row_of_test (content BLOB)", null);
      openSeveral(pool);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < MANY; i++) {
                  run(pool, "INSERT INTO row_of_test VALUES (?)", new byte[100_000]);
                }
              })
          .isInstanceOf(SQLException.class);
      for (int i = 0; i < 20; i++) {
        assertFails(pool);
      }
      assertThat(runs("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
      ReaderClient.soon()
          .ignoreExceptions()
          .until(
              () -> {
                run(pool, "INSERT INTO row_of_test VALUES (?)", new byte[1000]);
                return true;
              });
    }
  }

  /** Makes connections that are idle in the pool later, and keep the closed database. */
  private static void openSeveral(HikariDataSource pool) throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(pool.getConnection());
    }
    for (Connection each : all) {
      each.close();
    }
  }

  private static void assertFails(HikariDataSource pool) {
    assertThatThrownBy(() -> run(pool, "INSERT INTO row_of_test VALUES (?)", new byte[1_000_000]))
        .isInstanceOf(SQLException.class);
  }

  private static void run(HikariDataSource pool, String sql, byte @Nullable [] content)
      throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      if (content != null) {
        statement.setBytes(1, content);
      }
      statement.execute();
    }
  }

  private static boolean runs(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
