package org.pushj.jpa;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A MariaDB server of Debian's package mariadb-server, in a folder of its own. */
final class MariaDb {
  private static @Nullable MariaDb running;

  private final int port;

  private MariaDb(int port) {
    this.port = port;
  }

  static synchronized MariaDb running() throws IOException {
    MariaDb server = running;
    if (server == null) {
      server = start();
      running = server;
    }
    return server;
  }

  /** Returns the URL of a database; of none if the name is empty. */
  String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
  }

  private static MariaDb start() throws IOException {
    Path folder = Files.createTempDirectory("push-mariadb");
    Path data = folder.resolve("data");
    run(
        "mariadb-install-db",
        "--user=root",
        "--auth-root-authentication-method=normal",
        "--datadir=" + data);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--innodb-flush-log-at-trx-commit=0")
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    awaitReady(process);
    return new MariaDb(port);
  }

  private static void awaitReady(Process process) throws IOException {
    StringBuilder log = new StringBuilder();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      log.append(line).append('\n');
      if (line.contains("ready for connections")) {
        Thread drain = new Thread(() -> reader.lines().forEach(ignored -> {}), "mariadb-log");
        drain.setDaemon(true);
        drain.start();
        return;
      }
    }
    throw new IOException("MariaDB did not start:\n" + log);
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(List.of(command) + " failed:\n" + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command[0] + " ran", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
