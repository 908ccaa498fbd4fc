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
import org.pushj.examples.guard.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with the content of each update, in a file named by its {@link org.pushj.UpdateId}, so
 * that repeated updates are detected. Files survive a crash of the process; a power failure loses
 * what the operating system has not written yet.
 *
 * <p>Consumers may share a folder. A file that a killed consumer left incomplete is deleted when
 * the next one starts: a file is locked as long as its writer lives. A process must open a folder
 * only once.
 *
 * <p>An application with a database instead makes the id a key in a table, and inserts it in the
 * transaction of its work.
 */
final class UpdateFolder {
  static final String ALLOWED = "a folder that exists or can be created, and is writable";

  private static final Logger LOG = LoggerFactory.getLogger(UpdateFolder.class);
  private static final String PART = ".part";

  /** The id of an update, and the suffix that {@link Files#createTempFile} appends. */
  private static final Pattern PART_NAME =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[0-9]+\\.part");

  private final Path path;

  private UpdateFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens a folder, and creates it if it does not exist. Deletes the incomplete files of killed
   * consumers.
   *
   * @throws IllegalArgumentException if it cannot be created or used
   */
  static UpdateFolder at(Path path) {
    UpdateFolder folder = new UpdateFolder(path);
    try {
      Files.createDirectories(path);
      folder.deleteLeftovers();
    } catch (IOException e) {
      throw new InvalidSettingException(ConsumerSettings.DATA, path.toString(), ALLOWED, e);
    }
    return folder;
  }

  // START SNIPPET: once
  /**
   * Adds an update.
   *
   * @return false if it is in the folder already
   * @throws IOException if it could not be written; then it is not in the folder
   */
  boolean add(ArrivedUpdate update) throws IOException {
    Path file = path.resolve(update.id().toString());
    if (Files.exists(file)) {
      return false;
    }
    while (!write(file, update.content())) {
      LOG.debug("Writing {} again: another consumer deleted the incomplete file", file);
    }
    return true;
  }

  private boolean write(Path file, byte[] content) throws IOException {
    // If the process is killed in between, no incomplete file has the final name.
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
        LOG.info("Deleted {}, which a killed consumer left incomplete", part);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was completed concurrently", part);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}: {}", part, e.toString());
    }
  }
}
