package org.pushj.examples.benchmarks.scale;

import java.util.PriorityQueue;

/**
 * Servers with one queue: what comes first is served first, each by the server that is free first.
 * Such are the processors of a machine, the log of a database, and threads. For one thread.
 */
final class Station {
  private final EventQueue events;
  private final PriorityQueue<Double> freeAt = new PriorityQueue<>();
  private final int servers;
  private double busy;

  /** Makes a station whose servers are free from the beginning. */
  Station(EventQueue events, int servers) {
    this.events = events;
    this.servers = servers;
    for (int i = 0; i < servers; i++) {
      freeAt.add(0.0);
    }
  }

  /** Serves for some seconds, after what came before, and runs an action then. */
  void serve(double seconds, Runnable done) {
    double start = Math.max(events.now(), freeAt.remove());
    double end = start + seconds;
    freeAt.add(end);
    busy += seconds;
    events.at(end, done);
  }

  /**
   * Returns how much of the time the servers needed for what has come: above 1, they do not keep
   * up.
   */
  double load() {
    return busy / (servers * events.now());
  }

  /** Returns how long one that came now would have to wait, in seconds. */
  double queueTime() {
    return Math.max(0, freeAt.element() - events.now());
  }
}
