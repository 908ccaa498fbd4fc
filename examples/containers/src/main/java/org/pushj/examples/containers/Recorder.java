package org.pushj.examples.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pushj.Update;
import org.pushj.UpdateListener;

/**
 * Appends the content of each update as a line to the file that {@code TRIAL_UPDATES} names in the
 * environment. Thread-safe.
 */
public final class Recorder implements UpdateListener {
  private final Path file = Path.of(System.getenv("TRIAL_UPDATES"));

  @Override
  public synchronized void onUpdate(Update update) throws IOException {
    Files.write(file, List.of(update.text()), UTF_8, CREATE, APPEND);
  }
}
