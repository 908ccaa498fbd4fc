package org.pushj.examples.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Records what is logged, instead of the console. */
final class RecordedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private RecordedLog(String name) {
    this.logger = (Logger) LoggerFactory.getLogger(name);
  }

  /** Records what is logged to a logger and those below it, from debug level on. */
  static RecordedLog of(String name) {
    RecordedLog log = new RecordedLog(name);
    log.start();
    log.logger.setLevel(Level.DEBUG);
    log.logger.setAdditive(false);
    log.logger.addAppender(log);
    return log;
  }

  /** Returns the lines so far. */
  List<String> lines() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Returns the messages of the logged exceptions so far. */
  List<String> causes() {
    return events.stream()
        .filter(event -> event.getThrowableProxy() != null)
        .map(event -> event.getThrowableProxy().getMessage())
        .toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
