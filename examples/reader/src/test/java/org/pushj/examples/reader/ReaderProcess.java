package org.pushj.examples.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.pushj.examples.guard.FreePort;

/** A reader in a separate process, and its client. */
public final class ReaderProcess extends ReaderClient implements AutoCloseable {
  /** The option to log as outside of tests. */
  public static final String USUAL_LOG = "-Dlogback.configurationFile=logback.xml";

  private static final Pattern FULL_COLLECTION =
      Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");

  private static final Duration START = Duration.ofSeconds(60);

  private final int port;
  private final Process process;
  private final Path output;

  private ReaderProcess(int port, Process process, Path output) {
    this.port = port;
    this.process = process;
    this.output = output;
  }

  /** Starts a reader on a free port: see {@link #start(int, Map, String...)}. */
  public static ReaderProcess start(Map<String, String> environment) {
    return start(FreePort.next(), environment);
  }

  /**
   * Starts a reader, and waits until it answers.
   *
   * @param environment its settings besides the port
   */
  public static ReaderProcess start(
      int port, Map<String, String> environment, String... jvmOptions) {
    ReaderProcess reader = launch(port, environment, jvmOptions);
    Awaitility.await().atMost(START).until(reader::answers);
    return reader;
  }

  /** Starts a reader without waiting. */
  public static ReaderProcess launch(
      int port, Map<String, String> environment, String... jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ReaderMain.class.getName());
    try {
      Path output = Files.createTempFile("reader", ".log");
      output.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PUSH_"));
      builder.environment().put("PORT", Integer.toString(port));
      builder.environment().put("PUSH_ALLOW_PRIVATE", "true");
      builder.environment().putAll(environment);
      return new ReaderProcess(port, builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI url() {
    return URI.create("http://localhost:" + port + "/");
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Collects garbage, and returns the live size of the heap in MiB. Requires the options {@code
   * -Xlog:gc} and {@code -XX:+UseSerialGC}.
   */
  public int livingMebibytes() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Signals.run(List.of(jcmd, Long.toString(process.pid()), "GC.run"));
    return FULL_COLLECTION
        .matcher(output())
        .results()
        .mapToInt(each -> Integer.parseInt(each.group(1)))
        .reduce((earlier, last) -> last)
        .orElseThrow();
  }

  /** Returns how many threads the process has; 0 where the system does not tell. */
  public int threads() {
    Path folder = Path.of("/proc", Long.toString(process.pid()), "task");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> tasks = Files.list(folder)) {
      return (int) tasks.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the CPU time of the process. */
  public Duration worked() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Kills the process with SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Sends the process a signal. */
  void signal(String name) {
    Signals.send(name, Stream.of(process.toHandle()));
  }

  /** Waits for the end of the process, and returns its exit status. */
  int awaitExit() {
    return process.onExit().orTimeout(START.toSeconds(), TimeUnit.SECONDS).join().exitValue();
  }

  /** Returns what the process has written. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("the reader ended:\n" + output());
    }
    try {
      return get("/subscriptions").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }
}
