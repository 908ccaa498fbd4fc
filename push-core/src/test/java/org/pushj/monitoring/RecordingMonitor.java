package org.pushj.monitoring;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Rejection;
import org.pushj.spi.Monitor;

/** Writes down what it hears, without times but for that of verifications. Thread-safe. */
public final class RecordingMonitor implements Monitor {
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /** Returns what was heard so far. */
  public List<String> heard() {
    synchronized (heard) {
      return List.copyOf(heard);
    }
  }

  /** Returns what was heard since the last call. */
  public List<String> news() {
    synchronized (heard) {
      List<String> news = List.copyOf(heard);
      heard.clear();
      return news;
    }
  }

  @Override
  public void delivered(URI hub, Delivery result, Duration time) {
    add(hub, time, "delivered " + result);
  }

  @Override
  public void rejected(URI hub, Rejection why) {
    add(hub, Duration.ZERO, "rejected " + why);
  }

  @Override
  public void asked(
      URI hub, IntentKind kind, boolean renewal, @Nullable HubException failure, Duration time) {
    add(hub, time, "asked " + (renewal ? "again to " : "to ") + kind + status(failure));
  }

  @Override
  public void verified(URI hub, IntentKind kind, Duration latency) {
    add(hub, latency, "verified " + kind + " after " + latency);
  }

  @Override
  public void listened(URI hub, @Nullable Throwable failure, Duration time) {
    add(hub, time, "listened" + (failure == null ? "" : ": " + failure.getMessage()));
  }

  @Override
  public void retried(URI hub) {
    add(hub, Duration.ZERO, "retried");
  }

  @Override
  public void parked(URI hub) {
    add(hub, Duration.ZERO, "parked");
  }

  @Override
  public void pinged(URI hub, @Nullable HubException failure, Duration time) {
    add(hub, time, "pinged" + status(failure));
  }

  @Override
  public void pingParked(URI hub) {
    add(hub, Duration.ZERO, "ping parked");
  }

  private static String status(@Nullable HubException failure) {
    return failure == null ? "" : ": " + failure.status().orElse(0);
  }

  private void add(URI hub, Duration time, String what) {
    if (hub.getHost() == null || time.isNegative() || time.compareTo(Duration.ofDays(9)) > 0) {
      throw new AssertionError(hub + " " + time);
    }
    heard.add(what);
  }
}
