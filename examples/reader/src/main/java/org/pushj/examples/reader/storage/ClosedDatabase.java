package org.pushj.examples.reader.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reopens an H2 database that has closed itself because a write failed on a full disk. H2 opens it
 * again only once no connection to the closed database is left, but those still pass validation.
 * Thread-safe.
 */
final class ClosedDatabase implements SQLExceptionOverride {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedDatabase.class);
  private static final int H2_CLOSED = 90_098;

  /** A disk that stays full closes the database again at each write. */
  private static final Duration EPISODE = Duration.ofMinutes(10);

  private volatile @Nullable HikariDataSource pool;
  private @Nullable Long loggedAt;

  /** Sets the pool whose connections are checked. */
  void watch(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Evicts the connection that failed, and all others as soon as they are returned. */
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    if (failure.getErrorCode() != H2_CLOSED) {
      return Override.CONTINUE_EVICT;
    }
    HikariDataSource known = pool;
    if (known != null && known.getHikariPoolMXBean() != null) {
      log();
      known.getHikariPoolMXBean().softEvictConnections();
    }
    return Override.MUST_EVICT;
  }

  private synchronized void log() {
    long now = System.nanoTime();
    if (loggedAt == null || now - loggedAt > EPISODE.toNanos()) {
      loggedAt = now;
      LOG.error(
          "H2 has closed the database, since its disk is full or has failed: make room; it is"
              + " opened again by the next request");
    }
  }
}
