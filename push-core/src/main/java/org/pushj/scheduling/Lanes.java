package org.pushj.scheduling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.concurrent.BoundedMap;
import org.pushj.platform.Ticker;
import org.pushj.spi.Claim;

/**
 * Runs tasks with limited concurrency per lane, so that a slow lane does not take all threads. Safe
 * for use by several threads.
 *
 * <p>Before work is claimed, each lane has {@linkplain #places room} for as many tasks as run at a
 * time, and for what is done in about another second. Lanes that are slow, as their last task took
 * more than two seconds, have room for none that would wait, and all of them together for half of
 * the threads.
 */
public final class Lanes<R extends Runnable> implements AutoCloseable {
  private static final long SLOW = Duration.ofSeconds(2).toNanos();
  private static final long AHEAD = Duration.ofSeconds(1).toNanos();
  private static final int MAX_REMEMBERED = 10_000;

  private final Executor executor;
  private final int width;
  private final int slowPlaces;
  private final Ticker ticker;
  private final Runnable onRoom;
  private final Map<String, Lane<R>> lanes = new HashMap<>();

  /** How many nanoseconds the last task of a lane took. */
  private final Map<String, Long> lastTook = BoundedMap.inOrderOfUse(MAX_REMEMBERED);

  private boolean closed;

  /** Runs tasks on an executor, at most {@code width} of one lane at a time. */
  public Lanes(Executor executor, int width, Ticker ticker) {
    this(executor, width, Integer.MAX_VALUE, ticker, () -> {});
  }

  /**
   * Runs tasks on an executor.
   *
   * @param width how many tasks of one lane run at a time
   * @param threads how many run at a time in all
   * @param onRoom is called when a lane has room that had none
   */
  Lanes(Executor executor, int width, int threads, Ticker ticker, Runnable onRoom) {
    this.executor = executor;
    this.width = width;
    this.slowPlaces = Math.max(1, threads / 2);
    this.ticker = ticker;
    this.onRoom = onRoom;
  }

  /** Returns the places that are free, to be taken before the tasks are submitted. */
  Places places(LaneLimits limits) {
    List<String> takenInSlow = new ArrayList<>();
    return new Places(limits, (lane, taken, most) -> take(lane, taken, most, takenInSlow));
  }

  private synchronized boolean take(String name, int taken, int most, List<String> takenInSlow) {
    Lane<R> lane = lanes.get(name);
    int busy = taken + (lane == null ? 0 : lane.size());
    boolean isSlow = isSlow(name, lane);
    boolean fits =
        busy < Math.min(most, isSlow ? width : (long) width + ahead(name))
            && (!isSlow || inSlowLanes() + takenInSlow.size() < slowPlaces);
    if (fits && isSlow) {
      takenInSlow.add(name);
    } else if (!fits && lane != null) {
      lane.refused = true;
    }
    return fits;
  }

  /** Returns how many tasks of a lane may wait. */
  private int ahead(String name) {
    Long took = lastTook.get(name);
    return took == null ? width : (int) Math.min(Claim.MAX, width * AHEAD / Math.max(1, took));
  }

  private int inSlowLanes() {
    int tasks = 0;
    for (Map.Entry<String, Lane<R>> each : lanes.entrySet()) {
      tasks += isSlow(each.getKey(), each.getValue()) ? each.getValue().size() : 0;
    }
    return tasks;
  }

  private boolean isSlow(String name, @Nullable Lane<R> lane) {
    return lastTook.getOrDefault(name, 0L) > SLOW
        || (lane != null && lane.started.stream().anyMatch(start -> took(start) > SLOW));
  }

  private long took(long start) {
    return ticker.nanoTime() - start;
  }

  /**
   * Runs a task as soon as its lane has room; never after the lanes are closed. If that throws, as
   * no thread can be started, the task is not run, and its lane has the room that it had.
   */
  public synchronized void submit(String name, R task) {
    Lane<R> lane = lanes.computeIfAbsent(name, any -> new Lane<>());
    lane.waiting.add(task);
    if (lane.running < width) {
      lane.running++;
      runNext(name, lane);
    }
  }

  /** Drops waiting tasks; running ones continue. */
  @Override
  public synchronized void close() {
    closed = true;
    lanes.values().forEach(lane -> lane.waiting.clear());
  }

  private synchronized void runNext(String name, Lane<R> lane) {
    R next = lane.waiting.poll();
    boolean isTaken = false;
    try {
      if (next != null && !closed) {
        executor.execute(() -> run(name, lane, next));
        isTaken = true;
      }
    } finally {
      if (!isTaken) {
        lane.running--;
        if (lane.running == 0) {
          lanes.remove(name);
        }
      }
    }
  }

  private void run(String name, Lane<R> lane, Runnable task) {
    long start = ticker.nanoTime();
    started(lane, start);
    try {
      task.run();
    } finally {
      if (ended(name, lane, start)) {
        onRoom.run();
      }
    }
  }

  private synchronized void started(Lane<R> lane, long start) {
    lane.started.add(start);
  }

  /** Goes on with the lane; returns whether it has room now, and something was passed over. */
  private synchronized boolean ended(String name, Lane<R> lane, long start) {
    lane.started.remove(start);
    lastTook.put(name, took(start));
    runNext(name, lane);
    boolean hasRoom = lane.refused && lane.size() <= (isSlow(name, lane) ? width - 1 : width);
    lane.refused &= !hasRoom;
    return hasRoom;
  }

  /** The waiting and running tasks of one name. */
  private static final class Lane<R> {
    private final Queue<R> waiting = new ArrayDeque<>();
    private final List<Long> started = new ArrayList<>();
    private int running;
    private boolean refused;

    int size() {
      return running + waiting.size();
    }
  }
}
