package org.pushj.delivery;

import java.time.InstantSource;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.endpoint.Intake;
import org.pushj.monitoring.Counters;
import org.pushj.monitoring.FailureLog;
import org.pushj.spi.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hands updates to the listener while the hub waits: the hub is the queue. */
public final class ListenerIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerIntake.class);

  private final UpdateListener listener;
  private final Counters counters;
  private final FailureLog failures;

  /** Makes the intake of one subscriber. */
  public ListenerIntake(UpdateListener listener, Counters counters, InstantSource clock) {
    this.listener = listener;
    this.counters = counters;
    this.failures = new FailureLog(LOG, Level.ERROR, clock);
  }

  @Override
  public Monitor.Delivery take(Update update) {
    try {
      listener.onUpdate(update);
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      counters.failed.increment();
      LOG.atLevel(failures.failed())
          .setCause(e)
          .log("The listener failed on {}; the hub is asked to try again later", update);
      return Monitor.Delivery.NOT_TAKEN;
    }
    failures.worked("The listener works again; {} updates were left to their hubs");
    counters.taken.increment();
    LOG.debug("{} was taken", update);
    return Monitor.Delivery.TAKEN;
  }
}
