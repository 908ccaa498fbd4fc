package org.pushj.examples.reader.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pushj.examples.reader.Signals;

/** A PostgreSQL server. */
public final class StoppablePostgres implements StoppableServer {
  private final Path data;
  private final EmbeddedPostgres server;
  private final Path programs;

  private StoppablePostgres(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
    this.programs = Path.of(postmaster().info().command().orElseThrow()).resolveSibling("pg_ctl");
  }

  /**
   * Starts a server.
   *
   * @param data a folder for its data, empty or missing
   */
  public static StoppablePostgres start(Path data) {
    try {
      return new StoppablePostgres(
          data,
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setServerConfig("synchronous_commit", "on")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DatabaseSettings.Server database() {
    String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    return new DatabaseSettings.Server(url, Postgres.USER, null);
  }

  @Override
  public void startAgain() {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(programs.toString(), "-D", data.toString(), "-w", "restart"));
    Signals.run(command);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Stream<ProcessHandle> processes() {
    ProcessHandle postmaster = postmaster();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants());
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
