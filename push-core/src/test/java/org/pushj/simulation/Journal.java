package org.pushj.simulation;

import java.time.Duration;
import java.util.List;

/** Notes what happens in a world, a line each with its time. */
final class Journal {
  private final Scheduler scheduler;
  private final List<String> lines;

  Journal(Scheduler scheduler, List<String> lines) {
    this.scheduler = scheduler;
    this.lines = lines;
  }

  /** Notes what somebody does. */
  void note(Object who, String what) {
    if (scheduler.isOver()) {
      return;
    }
    Duration time = Duration.ofNanos(scheduler.now());
    lines.add(
        String.format(
            "%02d %02d:%02d:%02d.%03d %-8s %s",
            time.toDays(),
            time.toHoursPart(),
            time.toMinutesPart(),
            time.toSecondsPart(),
            time.toMillisPart(),
            who,
            what));
  }
}
