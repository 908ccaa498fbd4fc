package org.pushj.examples.war;

import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.pushj.Urls;
import org.pushj.jpa.JpaPingQueue;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;
import org.pushj.settings.PingSettings;
import org.pushj.spi.UrlPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices, and the pings about them. A notice and its pings are committed together: hubs never
 * learn of a notice that was rolled back, and always of one that was committed.
 *
 * <p>Any number of nodes may share the database. Thread-safe.
 */
final class Board implements AutoCloseable {
  /** The name of the servlet context attribute that holds it. */
  static final String ATTRIBUTE = Board.class.getName();

  private static final Logger log = LoggerFactory.getLogger(Board.class);
  private static final int SHOWN = 50;

  private final BoardDatabase database;
  private final TransactionBoundary transactions;
  private final Publisher publisher;
  private final URI page;

  private Board(BoardSettings settings, BoardDatabase database) {
    this.database = database;
    this.transactions = TransactionBoundary.resourceLocal(database.factory());
    this.page = settings.page();
    // The hubs are from the board's own settings, so they may have private addresses.
    this.publisher =
        Publisher.builder()
            .hubs(settings.hubs())
            .queue(new JpaPingQueue(transactions))
            .pings(PingSettings.builder().work(work -> work.claim(settings.claim())).build())
            .listener(Board::log)
            .urlPolicy(UrlPolicy.allowPrivate())
            .userAgent("push-example-war")
            .build();
  }

  /**
   * Opens the board, and starts sending the queued pings.
   *
   * @throws IllegalArgumentException if a setting is invalid
   * @throws IllegalStateException if the database cannot be used
   */
  static Board open(BoardSettings settings) {
    BoardDatabase database = BoardDatabase.open(settings);
    try {
      Board board = new Board(settings, database);
      board.publisher.start();
      // The file changes when the application is deployed.
      board.publisher.publishLater(settings.releases());
      return board;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Posts a notice, and queues pings to the hubs.
   *
   * @return false if there is one with this text already
   */
  boolean post(String text) {
    Notice notice = new Notice(text, Instant.now());
    try {
      transactions.run(
          entities -> {
            entities.persist(notice);
            publisher.publishLater(page);
          });
      return true;
    } catch (PersistenceException e) {
      if (exists(text)) {
        return false;
      }
      throw e;
    }
  }

  /** Returns the latest notices, the newest first. */
  List<Notice> latest() {
    return transactions.read(
        entities ->
            entities
                .createQuery("select n from Notice n order by n.postedAt desc", Notice.class)
                .setMaxResults(SHOWN)
                .getResultList());
  }

  private boolean exists(String text) {
    return transactions.read(
        entities ->
            entities
                    .createQuery("select count(n) from Notice n where n.text = :text", Long.class)
                    .setParameter("text", text)
                    .getSingleResult()
                > 0);
  }

  /**
   * Stops the publisher first, since it needs the database. Queued pings are sent after the next
   * start.
   */
  @Override
  public void close() {
    publisher.close();
    database.close();
  }

  /** Logs successful pings. The publisher itself logs the failures. */
  private static void log(PublishOutcome outcome) {
    if (outcome.isSuccess()) {
      log.info("Pinged {} about {}", Urls.forMessage(outcome.hub()), outcome.topic());
    }
  }
}
