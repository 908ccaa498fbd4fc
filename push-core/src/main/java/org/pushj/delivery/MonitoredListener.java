package org.pushj.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.platform.Ticker;
import org.pushj.spi.Monitor;

/** Tells a monitor of each call of a listener. */
public final class MonitoredListener implements UpdateListener {
  private final UpdateListener listener;
  private final Monitor monitor;
  private final Ticker ticker;

  /** Goes before a listener. */
  public MonitoredListener(UpdateListener listener, Monitor monitor, Ticker ticker) {
    this.listener = listener;
    this.monitor = monitor;
    this.ticker = ticker;
  }

  @Override
  public void onUpdate(Update update) throws Exception {
    long start = ticker.nanoTime();
    Throwable failure = null;
    try {
      listener.onUpdate(update);
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      told(update, failure, Duration.ofNanos(ticker.nanoTime() - start));
    }
  }

  private void told(Update update, @Nullable Throwable failure, Duration time) {
    monitor.listened(update.origin().hub(), failure, time);
  }

  @Override
  public boolean wantsOrder() {
    return listener.wantsOrder();
  }
}
