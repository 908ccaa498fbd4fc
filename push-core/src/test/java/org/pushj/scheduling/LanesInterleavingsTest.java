package org.pushj.scheduling;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pushj.interleavings.Interleavings;

/**
 * Two threads at one lane: no more tasks run at a time than it is wide, each runs once, and what
 * was passed over is looked for again.
 */
public class LanesInterleavingsTest {
  private static final String LANE = "lane";
  private static final int WIDTH = 1;
  private static final LaneLimits ONE_PLACE =
      new LaneLimits() {
        @Override
        public int most(String lane) {
          return 1;
        }
      };

  private final Queue<Runnable> pool = new ArrayDeque<>();
  private final Lanes<Runnable> lanes =
      new Lanes<>(this::execute, WIDTH, 2, () -> 0, () -> passedOver = false);
  private final AtomicInteger submitted = new AtomicInteger();
  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean passedOver;

  @Test
  void lanes_keepTheirWidth_andLoseNothing() {
    Interleavings.assertLinearizable(LanesInterleavingsTest.class);
  }

  /** As the one thread does that claims. */
  @Operation(nonParallelGroup = "claims")
  public void claim() {
    passedOver = true;
    if (lanes.places(ONE_PLACE).test(LANE)) {
      passedOver = false;
      submit();
    }
  }

  /** As a task does that goes on with its lane. */
  @Operation
  public void submit() {
    submitted.incrementAndGet();
    lanes.submit(LANE, this::task);
  }

  /** As a thread of the pool does. */
  @Operation
  public void work() {
    Runnable next = next();
    if (next != null) {
      next.run();
    }
  }

  @Validate
  public void all_ranOnce() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
    if (ran.get() != submitted.get()) {
      throw new AssertionError(ran + " of " + submitted + " tasks ran");
    }
    if (passedOver) {
      throw new AssertionError("there is room, and what was passed over does not know");
    }
    if (!lanes.places(ONE_PLACE).test(LANE)) {
      throw new AssertionError("a place was not given back");
    }
  }

  private void task() {
    if (running.incrementAndGet() > WIDTH) {
      throw new AssertionError("too many tasks run");
    }
    ran.incrementAndGet();
    running.decrementAndGet();
  }

  private void execute(Runnable task) {
    synchronized (pool) {
      pool.add(task);
    }
  }

  private @Nullable Runnable next() {
    synchronized (pool) {
      return pool.poll();
    }
  }
}
