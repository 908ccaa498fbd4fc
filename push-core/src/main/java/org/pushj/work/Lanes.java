package org.pushj.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks with a bound for each lane: one that is slow does not take all the threads. Safe for
 * use by several threads.
 */
public final class Lanes implements AutoCloseable {
  private final Executor executor;
  private final int width;
  private final Map<String, Lane> lanes = new HashMap<>();
  private boolean closed;

  /**
   * Makes lanes.
   *
   * @param executor runs the tasks
   * @param width how many tasks of one lane run at a time
   */
  public Lanes(Executor executor, int width) {
    this.executor = executor;
    this.width = width;
  }

  /** Runs a task as soon as its lane is free; never, once the lanes are closed. */
  public synchronized void submit(String name, Runnable task) {
    Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
    lane.waiting.add(task);
    if (lane.running < width) {
      lane.running++;
      goOn(name, lane);
    }
  }

  /**
   * Drops what waits in lanes that are full and in which nothing came to its end for a while.
   *
   * @return the tasks that were dropped; they will never run
   */
  public synchronized List<Runnable> dropStalled(Duration time) {
    long now = System.nanoTime();
    List<Runnable> dropped = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      if (now - lane.movedAt > time.toNanos()) {
        dropped.addAll(lane.waiting);
        lane.waiting.clear();
      }
    }
    return dropped;
  }

  /** Drops what waits; what runs goes on. */
  @Override
  public synchronized void close() {
    closed = true;
    lanes.values().forEach(lane -> lane.waiting.clear());
  }

  private synchronized void goOn(String name, Lane lane) {
    lane.movedAt = System.nanoTime();
    Runnable next = lane.waiting.poll();
    if (next != null && !closed) {
      executor.execute(() -> run(name, lane, next));
      return;
    }
    lane.running--;
    if (lane.running == 0) {
      lanes.remove(name);
    }
  }

  private void run(String name, Lane lane, Runnable task) {
    try {
      task.run();
    } finally {
      goOn(name, lane);
    }
  }

  /** The tasks of one lane. */
  private static final class Lane {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private long movedAt;
  }
}
