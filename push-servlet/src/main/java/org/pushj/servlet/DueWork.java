package org.pushj.servlet;

import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the due work of a subscriber, again and again: what fails must not end that. */
final class DueWork implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PushCallbackServlet.class);

  private final Subscriber subscriber;
  private boolean isFailing;

  DueWork(Subscriber subscriber) {
    this.subscriber = subscriber;
  }

  @Override
  public void run() {
    try {
      subscriber.runDueWork();
      isFailing = false;
    } catch (RuntimeException e) {
      if (!isFailing) {
        LOG.warn("Due work failed; the scheduler tries it again", e);
      }
      isFailing = true;
    }
  }
}
