package org.pushj.examples.publisher;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scan of all files of a site. It also registers each folder for change notifications. */
final class SiteLook extends SimpleFileVisitor<Path> {
  private static final Logger log = LoggerFactory.getLogger(SiteLook.class);

  private final Map<Path, FileVersion> found = new HashMap<>();
  private final Site site;
  private final WatchService notices;

  private SiteLook(Site site, WatchService notices) {
    this.site = site;
    this.notices = notices;
  }

  /**
   * Scans a site.
   *
   * @param notices the watch service that reports later changes
   * @return the version of each visible file
   * @throws IOException if a folder cannot be read or watched
   */
  static Map<Path, FileVersion> at(Site site, WatchService notices) throws IOException {
    SiteLook look = new SiteLook(site, notices);
    Files.walkFileTree(site.root(), look);
    return look.found;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!site.isVisible(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    // Before the folder is read, so that no change is missed. Registering twice is harmless.
    folder.register(notices, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && site.isVisible(file)) {
      found.put(file, FileVersion.of(attributes));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    log.debug("Deleted or not readable: {}", file, e);
    return FileVisitResult.CONTINUE;
  }
}
