package org.pushj.examples.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with the content of each update, in a file that is named by its {@link
 * org.pushj.UpdateId}. So an update that comes again is known. What is kept outlives the process;
 * what the operating system has not written yet is lost with the power.
 *
 * <p>Consumers may share a folder. What one of them was writing when it was killed is deleted when
 * the next one starts: a file is locked as long as its writer lives. A process opens a folder once.
 *
 * <p>An application with a database makes the id a key of its own table instead, and writes it in
 * the transaction of its work.
 */
final class UpdateFolder {
  static final String POSSIBLE = "a folder that exists or can be created, to write into";

  private static final Logger LOG = LoggerFactory.getLogger(UpdateFolder.class);
  private static final String PART = ".part";

  /** The id of an update, and what {@link Files#createTempFile} puts behind it. */
  private static final Pattern PART_NAME =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[0-9]+\\.part");

  private final Path path;

  private UpdateFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens a folder, and creates it where there is none. Deletes what consumers that were killed
   * have left half written.
   *
   * @throws IllegalArgumentException if it cannot be
   */
  static UpdateFolder at(Path path) {
    UpdateFolder folder = new UpdateFolder(path);
    try {
      Files.createDirectories(path);
      folder.deleteLeftovers();
    } catch (IOException e) {
      throw Environment.notPossible(ConsumerSettings.DATA, path.toString(), POSSIBLE, e);
    }
    return folder;
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
    while (!write(file, update.content())) {
      LOG.debug("{} is written again: another consumer took its beginning for a leftover", file);
    }
    return true;
  }

  private boolean write(Path file, byte[] content) throws IOException {
    // Whoever is ended in between leaves no half of a file under the name.
    Path part = Files.createTempFile(path, file.getFileName().toString(), PART);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.lock();
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      // It was deleted before it was locked.
      return false;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  // END SNIPPET: once

  private void deleteLeftovers() throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(path, UpdateFolder::isPart)) {
      parts.forEach(UpdateFolder::deleteUnlessLocked);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isPart(Path file) {
    return PART_NAME.matcher(file.getFileName().toString()).matches()
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void deleteUnlessLocked(Path part) {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && Files.deleteIfExists(part)) {
        LOG.info("{} is deleted: the consumer that was writing it was killed", part);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was finished meanwhile", part);
    } catch (IOException e) {
      LOG.warn("{} is left as it is: {}", part, e.toString());
    }
  }
}
