package org.pushj.examples.war;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.pushj.examples.guard.FreePort;

/** The board in a separate process. */
final class BoardProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path output;
  private final BoardClient client;

  private BoardProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.client = new BoardClient(URI.create("http://127.0.0.1:" + port + "/"));
  }

  /** Starts a board, and waits until it answers. */
  static BoardProcess start(Path webXml) {
    BoardProcess board = launch(webXml);
    try {
      Awaitility.await().atMost(START).until(board::answers);
    } catch (RuntimeException | Error e) {
      board.close();
      throw e;
    }
    return board;
  }

  private static BoardProcess launch(Path webXml) {
    try {
      int port = FreePort.next();
      Path output = Files.createTempFile(webXml.getParent(), "board", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BoardServer.class.getName(),
                  webXml.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PUSH_"));
      builder.environment().put("PORT", Integer.toString(port));
      return new BoardProcess(builder.start(), output, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BoardClient client() {
    return client;
  }

  /** Kills the process with SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("the board ended:\n" + Files.readString(output));
    }
    try {
      return client.get("notices").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }
}
