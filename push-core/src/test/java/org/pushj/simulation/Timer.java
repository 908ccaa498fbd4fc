package org.pushj.simulation;

import org.jspecify.annotations.Nullable;

/** Begins or wakes an activity at a time. */
final class Timer implements Comparable<Timer> {
  final long at;
  final @Nullable Activity wakes;
  final @Nullable Activity begins;
  private final long order;
  private boolean cancelled;

  /**
   * Makes a timer.
   *
   * @param at in nanoseconds since the beginning
   * @param order which of those of one time is the first
   */
  Timer(long at, long order, @Nullable Activity wakes, @Nullable Activity begins) {
    this.at = at;
    this.order = order;
    this.wakes = wakes;
    this.begins = begins;
  }

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  @Override
  public int compareTo(Timer other) {
    return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
  }
}
