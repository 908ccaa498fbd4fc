package org.pushj.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class ManualClock implements InstantSource {
  /** Where a clock starts that is told nothing else: 2026-01-01T00:00:00Z. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;

  /** Makes a clock that shows {@link #START}. */
  public ManualClock() {
    this(START);
  }

  /** Makes a clock that shows {@code start}. */
  public ManualClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock on, or back if the step is negative, and returns what it shows then. */
  public Instant advance(Duration step) {
    return now.updateAndGet(instant -> instant.plus(step));
  }

  /** Sets the clock to an instant. */
  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public String toString() {
    return "ManualClock[" + now + "]";
  }
}
