package org.pushj.endpoint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pushj.Update;
import org.pushj.spi.Monitor;

/** Counts how many updates in a row an intake has not taken. Safe for use by several threads. */
public final class IntakeRun implements Intake {
  private final Intake intake;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Failures> run = new AtomicReference<>();

  /** Wraps an intake. */
  public IntakeRun(Intake intake, InstantSource clock) {
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  public Monitor.Delivery take(Update update) {
    Monitor.Delivery result = intake.take(update);
    if (result == Monitor.Delivery.NOT_TAKEN) {
      Instant now = clock.instant();
      run.updateAndGet(
          before ->
              before == null ? new Failures(1, now) : new Failures(before.count + 1, before.since));
    } else if (run.get() != null) {
      run.set(null);
    }
    return result;
  }

  /** Returns the failures since the last update that was taken; empty if there are none. */
  public Optional<Failures> failures() {
    return Optional.ofNullable(run.get());
  }

  /**
   * Failures in a row.
   *
   * @param since the time of the first one
   */
  public record Failures(long count, Instant since) {}
}
