package org.pushj.examples.benchmarks.scale;

import java.util.PriorityQueue;

/** Runs actions in the order of their simulated time, in seconds. For one thread. */
final class EventQueue {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private double now;
  private long added;

  /** Returns the simulated time. */
  double now() {
    return now;
  }

  /** Adds an action. Of two for the same moment the one that was added first runs first. */
  void at(double time, Runnable action) {
    events.add(new Event(time, added++, action));
  }

  /** Runs what happens until a time, and what that leads to. */
  void runUntil(double end) {
    while (!events.isEmpty() && events.peek().time() <= end) {
      Event next = events.remove();
      now = next.time();
      next.action().run();
    }
    now = end;
  }

  private record Event(double time, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int order = Double.compare(time, other.time);
      return order != 0 ? order : Long.compare(number, other.number);
    }
  }
}
