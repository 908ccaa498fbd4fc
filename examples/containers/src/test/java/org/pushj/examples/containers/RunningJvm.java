package org.pushj.examples.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code jcmd} tells of another JVM. */
public final class RunningJvm {
  private static final Pattern THREAD = Pattern.compile("^\"([^\"]*)\"", Pattern.MULTILINE);

  private final long pid;

  RunningJvm(long pid) {
    this.pid = pid;
  }

  /** Returns the names of all threads, after a collection of the garbage that may end some. */
  public List<String> threads() {
    ask("GC.run");
    return THREAD.matcher(ask("Thread.print")).results().map(match -> match.group(1)).toList();
  }

  /**
   * Collects the garbage, and counts the class loaders that still have loaded a class.
   *
   * @param type the name of the class
   */
  public int loaders(String type) {
    ask("GC.run");
    return (int)
        Pattern.compile("--" + Pattern.quote(type) + "/0x")
            .matcher(ask("VM.class_hierarchy", type))
            .results()
            .count();
  }

  private String ask(String... command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
              Long.toString(pid));
      builder.command().addAll(List.of(command));
      Process process = builder.redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
