package org.pushj.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder with the content of each update, in a file that is named by its {@link
 * org.pushj.UpdateId}. So an update that comes again is known. What is kept outlives the process;
 * what the operating system has not written yet is lost with the power.
 *
 * <p>An application with a database makes the id a key of its own table instead, and writes it in
 * the transaction of its work.
 */
final class UpdateFolder {
  static final String POSSIBLE = "a folder that exists or can be created, to write into";

  private final Path path;

  private UpdateFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens a folder, and creates it where there is none.
   *
   * @throws IllegalArgumentException if it cannot be
   */
  static UpdateFolder at(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw Environment.notPossible(ConsumerSettings.DATA, path.toString(), POSSIBLE, e);
    }
    return new UpdateFolder(path);
  }

  // START SNIPPET: once
  /**
   * Keeps an update.
   *
   * @return false if it is here already
   * @throws IOException if it could not be written; then it is not here
   */
  boolean keep(ArrivedUpdate update) throws IOException {
    Path file = path.resolve(update.id().toString());
    if (Files.exists(file)) {
      return false;
    }
    // Whoever is ended in between leaves no half of a file under the name.
    Path part = Files.createTempFile(path, update.id().toString(), ".part");
    Files.write(part, update.content());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }
  // END SNIPPET: once
}
