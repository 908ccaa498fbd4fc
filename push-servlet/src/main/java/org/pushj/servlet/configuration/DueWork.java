package org.pushj.servlet.configuration;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.pushj.subscriber.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the due work of a subscriber again and again, on a scheduler of the application. */
final class DueWork {
  private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);
  private static final long MAX_WAIT_SECONDS = 15;

  private final Subscriber subscriber;
  private final Lock running = new ReentrantLock();
  private final Future<?> schedule;
  private boolean isFailing;
  private boolean isOver;

  /**
   * Schedules the work.
   *
   * @param pause between the end of one run and the begin of the next
   */
  DueWork(Subscriber subscriber, ScheduledExecutorService scheduler, Duration pause) {
    this.subscriber = subscriber;
    this.schedule =
        scheduler.scheduleWithFixedDelay(
            this::run, pause.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
  }

  /** Throws nothing, errors neither, since that would be the end of the schedule. */
  private void run() {
    running.lock();
    try {
      if (!isOver) {
        subscriber.runDueWork();
      }
      isFailing = false;
    } catch (Throwable e) {
      if (!isFailing) {
        LOG.warn("Due work failed; the scheduler tries it again", e);
      }
      isFailing = true;
    } finally {
      running.unlock();
    }
  }

  /** Closes the subscriber, and waits up to 15 seconds for the item that is being worked on. */
  void end() throws InterruptedException {
    schedule.cancel(false);
    subscriber.close();
    if (running.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
      isOver = true;
      running.unlock();
    }
  }
}
