package org.pushj.examples.reader.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.Signals;

/** A MariaDB server of Debian's package mariadb-server. */
public final class StoppableMariaDb implements StoppableServer {
  private final Path folder;
  private final int port = FreePort.next();
  private Process process;

  private StoppableMariaDb(Path folder) {
    this.folder = folder;
    this.process = launch();
  }

  /**
   * Starts a server.
   *
   * @param folder an empty folder for its data
   */
  public static StoppableMariaDb start(Path folder) {
    Signals.run(
        List.of(
            "mariadb-install-db",
            "--user=root",
            "--auth-root-authentication-method=normal",
            "--datadir=" + folder.resolve("data")));
    return new StoppableMariaDb(folder);
  }

  @Override
  public DatabaseSettings.Server database() {
    String url = "jdbc:mariadb://127.0.0.1:" + port + "/reader?createDatabaseIfNotExist=true";
    return new DatabaseSettings.Server(url, "root", null);
  }

  @Override
  public void startAgain() {
    process = launch();
  }

  @Override
  public Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private Process launch() {
    try {
      Process launched =
          new ProcessBuilder(
                  "mariadbd",
                  "--no-defaults",
                  "--user=root",
                  "--datadir=" + folder.resolve("data"),
                  "--socket=" + folder.resolve("s"),
                  "--pid-file=" + folder.resolve("pid"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port)
              .redirectErrorStream(true)
              .start();
      awaitReady(launched.inputReader(StandardCharsets.UTF_8));
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it serves connections, and reads on so that its log fills no pipe. */
  private static void awaitReady(BufferedReader log) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("ready for connections")) {
        Thread drain = new Thread(() -> log.lines().forEach(any -> {}), "mariadb-log");
        drain.setDaemon(true);
        drain.start();
        return;
      }
      read.append(line).append('\n');
    }
    throw new IOException("MariaDB did not start:\n" + read);
  }
}
