package org.pushj.examples.publisher;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.pushj.publisher.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects changed files of a site, and announces each change once.
 *
 * <p>Notifications of the operating system only trigger a scan of the whole folder, which also
 * finds files in new folders. A file is announced when two consecutive scans, {@value
 * #SETTLE_MILLIS} ms apart, find the same new version of it: a file that is still being written
 * changes in between. Where Java has to poll for changes, as on macOS, this takes some seconds.
 */
final class SiteWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SiteWatcher.class);
  private static final int SETTLE_MILLIS = 200;

  private final Site site;
  private final Publisher publisher;
  private final WatchService notices;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The versions that were announced, or existed at the start. */
  private final Map<Path, FileVersion> announced = new ConcurrentHashMap<>();

  private SiteWatcher(Site site, Publisher publisher, WatchService notices) {
    this.site = site;
    this.publisher = publisher;
    this.notices = notices;
  }

  /**
   * Starts watching. Existing files count as announced.
   *
   * @throws IOException if the folder cannot be watched
   */
  static SiteWatcher start(Site site, Publisher publisher) throws IOException {
    WatchService notices = site.root().getFileSystem().newWatchService();
    SiteWatcher watcher = new SiteWatcher(site, publisher, notices);
    try {
      watcher.announced.putAll(watcher.scan());
    } catch (IOException e) {
      watcher.close();
      throw e;
    }
    Thread thread = new Thread(watcher::watch, "publisher-watch");
    thread.setDaemon(true);
    thread.start();
    return watcher;
  }

  /** Announces a file that is known to be complete. Returns at once. */
  void announceNow(Path file) throws IOException {
    announced.put(file, FileVersion.of(file));
    publisher.publishLater(site.url(file));
  }

  /** Stops watching. */
  @Override
  public void close() {
    closed.countDown();
    try {
      notices.close();
    } catch (IOException e) {
      log.warn("Watching {} did not stop cleanly", site.root(), e);
    }
  }

  private void watch() {
    try {
      while (true) {
        WatchKey notice = notices.take();
        notice.pollEvents();
        notice.reset();
        settle();
      }
    } catch (ClosedWatchServiceException | InterruptedException end) {
      log.debug("Stopped watching {}", site.root(), end);
    }
  }

  /** Scans until all changes are announced. */
  private void settle() throws InterruptedException {
    try {
      Map<Path, FileVersion> before = scan();
      while (!announced.equals(before) && !closed.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
        Map<Path, FileVersion> now = scan();
        announce(now, before);
        before = now;
      }
    } catch (IOException e) {
      log.warn("Cannot scan {}; retrying at the next change", site.root(), e);
    }
  }

  private Map<Path, FileVersion> scan() throws IOException {
    announced.keySet().removeIf(file -> !site.isVisible(file));
    return SiteLook.at(site, notices);
  }

  private void announce(Map<Path, FileVersion> now, Map<Path, FileVersion> before) {
    Map<Path, FileVersion> changed = new TreeMap<>(now);
    changed.entrySet().retainAll(before.entrySet());
    changed.entrySet().removeAll(announced.entrySet());
    announced.putAll(changed);
    publisher.publishLater(changed.keySet().stream().map(site::url).toList());
  }
}
