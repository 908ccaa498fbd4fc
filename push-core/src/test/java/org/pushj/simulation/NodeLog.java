package org.pushj.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Hands on what the nodes of one world log, messages of exceptions too, at each level. */
final class NodeLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("org.pushj");

  private static @Nullable Level levelBefore;
  private static int open;

  private final Scheduler scheduler;
  private final Consumer<String> reader;

  NodeLog(Scheduler scheduler, Consumer<String> reader) {
    this.scheduler = scheduler;
    this.reader = reader;
    start();
    open(this);
  }

  private static synchronized void open(NodeLog log) {
    if (open++ == 0) {
      levelBefore = LOGGER.getLevel();
      LOGGER.setLevel(Level.DEBUG);
      LOGGER.setAdditive(false);
    }
    LOGGER.addAppender(log);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!(Thread.currentThread() instanceof Worker worker && worker.isOf(scheduler))) {
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
    close(this);
  }

  private static synchronized void close(NodeLog log) {
    LOGGER.detachAppender(log);
    if (--open == 0) {
      LOGGER.setAdditive(true);
      LOGGER.setLevel(levelBefore);
    }
  }
}
