package org.pushj.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened in a world, a line each. */
final class Journal {
  private static final int LAST = 100;

  private final Scheduler scheduler;
  private final List<String> lines = new ArrayList<>();

  Journal(Scheduler scheduler) {
    this.scheduler = scheduler;
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

  int size() {
    return lines.size();
  }

  /** Returns all lines. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** Returns the last hundred lines. */
  String end() {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
  }
}
