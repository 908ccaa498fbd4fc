package org.pushj.examples.war;

import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.pushj.Urls;
import org.pushj.jpa.JpaPingQueue;
import org.pushj.jpa.TransactionBoundary;
import org.pushj.publisher.PingSettings;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;
import org.pushj.spi.UrlPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notices, and who is told of them. A notice and the pings that tell of it are committed
 * together: hubs never hear of a notice that is not there, and always of one that is.
 *
 * <p>Any number of nodes may share the database. Safe for use by several threads.
 */
final class Board implements AutoCloseable {
  /** Under this name it is in the servlet context. */
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
    // The hubs come out of the board's own settings, so they may be at private addresses.
    this.publisher =
        Publisher.builder()
            .hubs(settings.hubs())
            .queue(new JpaPingQueue(transactions))
            .pings(PingSettings.builder().claim(settings.claim()).build())
            .listener(Board::log)
            .urlPolicy(UrlPolicy.allowPrivate())
            .userAgent("push-example-war")
            .build();
  }

  /**
   * Opens the board, and begins to tell the hubs what they do not know yet.
   *
   * @throws IllegalArgumentException if a setting is wrong
   * @throws IllegalStateException if the database cannot be used
   */
  static Board open(BoardSettings settings) {
    BoardDatabase database = BoardDatabase.open(settings);
    try {
      Board board = new Board(settings, database);
      board.publisher.start();
      // A file changes with the application that holds it.
      board.publisher.publishLater(settings.releases());
      return board;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Puts a notice up, and has the hubs told.
   *
   * @return false if one with this text is there already
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
      if (isThere(text)) {
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

  private boolean isThere(String text) {
    return transactions.read(
        entities ->
            entities
                    .createQuery("select count(n) from Notice n where n.text = :text", Long.class)
                    .setParameter("text", text)
                    .getSingleResult()
                > 0);
  }

  /** Ends the telling first: that needs the database. What waits is told after the next start. */
  @Override
  public void close() {
    publisher.close();
    database.close();
  }

  /** Says what the hubs were told. The publisher itself says what they could not be told. */
  private static void log(PublishOutcome outcome) {
    if (outcome.isSuccess()) {
      log.info("Told {} of {}", Urls.forMessage(outcome.hub()), outcome.topic());
    }
  }
}
