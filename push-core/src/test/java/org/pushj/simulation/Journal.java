package org.pushj.simulation;

import java.util.List;

/** Notes what happens in a world, a line each with its time. */
final class Journal {
  /** How wide names are. */
  private static final int NAME = 8;

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
    long millis = scheduler.now() / 1_000_000;
    StringBuilder line = new StringBuilder(40 + what.length());
    digits(line, millis / 86_400_000, 10, ' ');
    digits(line, millis / 3_600_000 % 24, 10, ':');
    digits(line, millis / 60_000 % 60, 10, ':');
    digits(line, millis / 1_000 % 60, 10, '.');
    digits(line, millis % 1_000, 100, ' ');
    int width = line.length() + NAME;
    line.append(who);
    while (line.length() < width) {
      line.append(' ');
    }
    lines.add(line.append(' ').append(what).toString());
  }

  /** Appends a number: {@code String.format} would take longer than what is noted. */
  private static void digits(StringBuilder line, long number, int least, char after) {
    for (int zeros = least; zeros > number && zeros > 1; zeros /= 10) {
      line.append('0');
    }
    line.append(number).append(after);
  }
}
