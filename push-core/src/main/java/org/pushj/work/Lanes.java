package org.pushj.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.pushj.platform.Ticker;

/**
 * Runs tasks with limited concurrency per lane, so that a slow lane does not take all threads. Safe
 * for use by several threads.
 */
public final class Lanes<R extends Runnable> implements AutoCloseable {
  private final Executor executor;
  private final int width;
  private final Ticker ticker;
  private final Map<String, Lane<R>> lanes = new HashMap<>();
  private boolean closed;

  /** Runs tasks on an executor, at most {@code width} of one lane at a time. */
  public Lanes(Executor executor, int width, Ticker ticker) {
    this.executor = executor;
    this.width = width;
    this.ticker = ticker;
  }

  /** Runs a task as soon as its lane has room; never after the lanes are closed. */
  public synchronized void submit(String name, R task) {
    Lane<R> lane = lanes.computeIfAbsent(name, any -> new Lane<>());
    lane.waiting.add(task);
    if (lane.running < width) {
      lane.running++;
      runNext(name, lane);
    }
  }

  /** Drops the waiting tasks of lanes where none has started or ended for so long. */
  public synchronized List<R> dropStalled(Duration time) {
    long now = ticker.nanoTime();
    List<R> dropped = new ArrayList<>();
    for (Lane<R> lane : lanes.values()) {
      if (now - lane.movedAt > time.toNanos()) {
        dropped.addAll(lane.waiting);
        lane.waiting.clear();
      }
    }
    return dropped;
  }

  /** Drops waiting tasks; running ones continue. */
  @Override
  public synchronized void close() {
    closed = true;
    lanes.values().forEach(lane -> lane.waiting.clear());
  }

  private synchronized void runNext(String name, Lane<R> lane) {
    lane.movedAt = ticker.nanoTime();
    R next = lane.waiting.poll();
    if (next != null && !closed) {
      executor.execute(() -> run(name, lane, next));
      return;
    }
    lane.running--;
    if (lane.running == 0) {
      lanes.remove(name);
    }
  }

  private void run(String name, Lane<R> lane, Runnable task) {
    try {
      task.run();
    } finally {
      runNext(name, lane);
    }
  }

  /** The waiting and running tasks of one name. */
  private static final class Lane<R> {
    private final Queue<R> waiting = new ArrayDeque<>();
    private int running;
    private long movedAt;
  }
}
