package org.pushj.servlet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What push logs while this is open, at INFO and above. */
public final class LoggedLines implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.pushj");
  private final Level before = logger.getLevel();
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  /** Begins to record. */
  public LoggedLines() {
    events.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(events);
  }

  /** Returns each line so far, its level first. */
  public List<String> all() {
    return List.copyOf(events.list).stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(before);
  }
}
