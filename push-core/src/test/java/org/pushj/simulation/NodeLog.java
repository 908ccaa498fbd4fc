package org.pushj.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Hands on what nodes log, messages of exceptions too, at each level. */
final class NodeLog extends AppenderBase<ILoggingEvent> {
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.pushj");
  private final Level levelBefore = logger.getLevel();
  private final Consumer<String> reader;

  NodeLog(Consumer<String> reader) {
    this.reader = reader;
    start();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!(Thread.currentThread() instanceof Worker)) {
      return;
    }
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy each = event.getThrowableProxy(); each != null; each = each.getCause()) {
      text.append('\n').append(each.getMessage());
    }
    reader.accept(text.toString());
  }

  /** Hands on nothing more. */
  void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(levelBefore);
  }
}
