package org.pushj.examples.benchmarks.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Java program in a process of its own, which answers lines with lines. For one thread. */
public final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final PrintStream input;
  private final BufferedReader output;

  /**
   * Starts a program.
   *
   * @param processor on which it runs, if there are several and {@code taskset} is there
   */
  public JavaProcess(int processor, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    process =
        new ProcessBuilder(pinned(processor, command)).redirectError(Redirect.INHERIT).start();
    input = new PrintStream(process.getOutputStream(), true, UTF_8);
    output = process.inputReader(UTF_8);
  }

  /** Returns a command that runs on one processor. */
  public static List<String> pinned(int processor, List<String> command) {
    if (Runtime.getRuntime().availableProcessors() < 2 || !isInstalled("taskset")) {
      return command;
    }
    return Stream.concat(Stream.of("taskset", "-c", String.valueOf(processor)), command.stream())
        .toList();
  }

  /** Tells whether there is a program of this name. */
  public static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Sends a line, and returns the answer. */
  public String ask(String line) throws IOException {
    input.println(line);
    return answer();
  }

  /** Returns the next line that the program prints. */
  public String answer() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the process has ended: " + process.info().commandLine());
    }
    return line;
  }

  /** Ends the program. */
  @Override
  public void close() {
    process.destroy();
  }
}
