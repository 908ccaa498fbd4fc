package org.pushj.servlet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The failures that Tomcat logs, while this is open. */
final class TomcatFailures extends Handler implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("org.apache.catalina");

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  TomcatFailures() {
    LOG.addHandler(this);
    LOG.setUseParentHandlers(false);
  }

  /** Returns all until now. */
  Queue<String> all() {
    return failures;
  }

  @Override
  public void publish(LogRecord message) {
    if (message.getThrown() != null) {
      failures.add(message.getThrown().toString());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOG.setUseParentHandlers(true);
    LOG.removeHandler(this);
  }
}
