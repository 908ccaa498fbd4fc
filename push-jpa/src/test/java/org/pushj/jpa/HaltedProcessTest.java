package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

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
    halt(
        HaltedProgram.class,
        List.of("CREATE TABLE note (text VARCHAR(100))", "CREATE INDEX note_text ON note (text)"));
    halt(HaltedProgram.class, Collections.nCopies(rows, "INSERT INTO note VALUES ('kept')"));

    assertThat(countedRows()).isEqualTo(rows);
  }

  /** The listener wrote, and died before the commit: neither that nor the completion is there. */
  @Test
  void delivery_isUndone_whenItsProcessIsHaltedBeforeTheCommit() throws Exception {
    String note = UUID.randomUUID().toString();
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setUrl(url());
    PushSchema.create(dataSource);
    TestDatabase.execute(dataSource, Note.TABLE);
    InboxEntryBuilder update = InboxEntryBuilder.received();
    try (EntityManagerFactory factory = HaltedDelivery.open(url())) {
      inbox(factory).add(update.build(), update.content(), null);
    }

    halt(HaltedDelivery.class, List.of(note));

    try (EntityManagerFactory factory = HaltedDelivery.open(url())) {
      assertThat(TestDatabase.number(dataSource, "SELECT COUNT(*) FROM note")).isZero();
      Instant claimEnds = ManualClock.START.plusSeconds(60);
      List<InboxEntry> again =
          inbox(factory).claimDue(Claim.of(claimEnds, claimEnds.plusSeconds(60), 1), false);
      assertThat(again)
          .singleElement()
          .satisfies(each -> assertThat(each.id()).isEqualTo(update.build().id()))
          .satisfies(each -> assertThat(each.attempts()).isEqualTo(2));
      assertThat(inbox(factory).content(update.build().id())).contains(update.content());
    }
  }

  private static JpaUpdateInbox inbox(EntityManagerFactory factory) {
    return new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
  }

  private void halt(Class<?> program, List<String> arguments)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--class-path",
                            System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                            program.getName(),
                            url()),
                        arguments.stream())
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
