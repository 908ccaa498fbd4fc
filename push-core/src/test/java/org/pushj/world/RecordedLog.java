package org.pushj.world;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.pushj.SubscriptionId;
import org.slf4j.LoggerFactory;

/**
 * What a subscriber or a publisher logs while it is open, at INFO and above unless more is wanted.
 */
public final class RecordedLog implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.pushj");
  private final Level levelBefore = logger.getLevel();
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  /** Records what is logged at INFO and above. */
  public RecordedLog() {
    this(Level.INFO);
  }

  public RecordedLog(Level level) {
    events.start();
    logger.setLevel(level);
    logger.setAdditive(false);
    logger.addAppender(events);
  }

  /** Returns each line so far but that of the start of a subscriber, its level first. */
  public List<String> lines() {
    return allLines().stream()
        .filter(line -> !line.startsWith("INFO Subscriber is running"))
        .toList();
  }

  /** Returns each line so far, its level first. */
  public List<String> allLines() {
    return List.copyOf(events.list).stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  /** Returns the lines about one subscription, with a dash in the place of its id. */
  public List<String> lines(SubscriptionId id) {
    return lines().stream()
        .filter(line -> line.contains(id.toString()))
        .map(line -> line.replace(id.toString(), "-"))
        .toList();
  }

  /** Returns all that was written, stack traces too. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(events.list)) {
      text.append(event.getFormattedMessage())
          .append('\n')
          .append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return text.toString();
  }

  /** Tells how many lines have a stack trace. */
  public long stackTraces() {
    return List.copyOf(events.list).stream()
        .filter(event -> event.getThrowableProxy() != null)
        .count();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
  }
}
