package org.pushj.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs activities in virtual time. Each has a thread of its own, and exactly one of them runs: it
 * gives the baton away where it waits, or calls {@link #pause}, and the seed chooses who continues.
 * Time moves only when no activity can run. A thread must not block elsewhere: {@link #run} fails
 * if nothing happens for a while, and shows where the activity is.
 */
final class Scheduler {
  /** When virtual time begins. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Agenda agenda;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean held;
  private final AtomicLong steps = new AtomicLong();
  private volatile boolean stopped;
  private volatile @Nullable Activity current;
  private volatile @Nullable Throwable failure;

  /** Makes a scheduler whose time ends after so long. */
  Scheduler(SplittableRandom random, Duration end) {
    agenda = new Agenda(random, end);
  }

  /** Returns the random numbers of this world; only the running activity may draw. */
  SplittableRandom random() {
    return agenda.random();
  }

  /** Returns the nanoseconds since the beginning. */
  long now() {
    return agenda.now();
  }

  /** Returns the true time, which no machine knows. */
  Instant instant() {
    return START.plusNanos(agenda.now());
  }

  /** Returns a number that depends on each choice made so far. */
  String fingerprint() {
    return Long.toHexString(agenda.choices()) + " after " + steps() + " steps";
  }

  /** Returns how often an activity was chosen. */
  long steps() {
    return steps.get();
  }

  /** Begins an activity of a machine, as soon as it is chosen. */
  void spawn(Machine machine, String name, Runnable body) {
    agenda.begin(new Activity(machine, name, body, () -> {}));
  }

  /** Begins an activity at a later time; it can be cancelled until then. */
  Timer later(Duration delay, Machine machine, String name, Runnable body) {
    return agenda.at(delay, null, new Activity(machine, name, body, () -> {}));
  }

  /** Begins an activity, and returns its result; a machine that dies meanwhile gives none. */
  <T extends @Nullable Object> CompletableFuture<T> call(
      Machine machine, String name, Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable dropped = () -> result.completeExceptionally(new MachineDied(machine));
    Runnable run =
        () -> {
          try {
            result.complete(body.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        };
    agenda.begin(new Activity(machine, name, run, dropped));
    return result;
  }

  /** Lets the activities of machines that were suspended continue. */
  void resume() {
    agenda.resume();
  }

  /** Looks again at all that wait: a machine has died, or a thread was interrupted. */
  void disturb() {
    agenda.disturb();
  }

  /**
   * Lets nobody else continue until {@link #unhold}: for code that holds a lock, and looks at a
   * clock meanwhile.
   */
  void hold() {
    held = true;
  }

  void unhold() {
    held = false;
  }

  /** Lets the seed choose who continues. */
  void pause() {
    Activity me = running();
    if (held) {
      return;
    }
    if (agenda.continues(me)) {
      counted();
    } else {
      handOver(me);
    }
    me.machine.checkAlive();
  }

  /** Waits for so long. */
  void sleep(Duration time) throws InterruptedException {
    await(null, time);
  }

  /**
   * Waits until a condition holds, or so long.
   *
   * @param condition null to wait for the time only
   * @param limit null for any time
   * @return whether it holds
   */
  boolean await(@Nullable BooleanSupplier condition, @Nullable Duration limit)
      throws InterruptedException {
    Activity me = running();
    me.machine.checkAlive();
    Worker worker = me.worker();
    if (holds(condition)) {
      return true;
    }
    if (Thread.interrupted()) {
      worker.calmDown();
      throw new InterruptedException();
    }
    worker.calmDown();
    me.condition = condition;
    Timer timer = null;
    if (limit != null) {
      timer = agenda.at(limit, me, null);
    }
    agenda.waits(me);
    handOver(me);
    me.condition = null;
    if (timer != null) {
      timer.cancel();
    }
    me.machine.checkAlive();
    boolean holds = holds(condition);
    if (!holds && Thread.interrupted()) {
      worker.calmDown();
      throw new InterruptedException();
    }
    return holds;
  }

  private static boolean holds(@Nullable BooleanSupplier condition) {
    return condition != null && condition.getAsBoolean();
  }

  /** Tells whether the run is over: then activities unwind, in any order. */
  boolean isOver() {
    return stopped;
  }

  /** Ends the run with a failure, from an activity. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    stopped = true;
  }

  /** Runs until the time is over; throws what an activity failed with. */
  void run() throws InterruptedException {
    dispatch(next());
    long seen = -1;
    while (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (seen == steps()) {
        throw new IllegalStateException("blocked outside of the scheduler: " + describe());
      }
      seen = steps();
    }
    for (Worker each : workers) {
      each.giveTurn();
    }
    for (Worker each : workers) {
      each.join(PATIENCE.toMillis());
    }
    Throwable cause = failure;
    if (cause instanceof AssertionError found) {
      throw found;
    } else if (cause != null) {
      throw new IllegalStateException("an activity failed: " + cause, cause);
    }
  }

  private String describe() {
    Activity activity = current;
    if (activity == null || activity.worker == null) {
      return "nothing runs";
    }
    StringBuilder text = new StringBuilder(activity.toString());
    for (StackTraceElement each : activity.worker().getStackTrace()) {
      text.append("\n    at ").append(each);
    }
    return text.toString();
  }

  private Activity running() {
    Activity mine = Thread.currentThread() instanceof Worker worker ? worker.activity() : null;
    if (mine == null) {
      throw new IllegalStateException("not an activity: " + Thread.currentThread());
    } else if (stopped) {
      throw new Stopped();
    }
    return mine;
  }

  /** Gives the baton away, and returns when it is back. */
  private void handOver(Activity me) {
    Activity next = next();
    if (next != me) {
      dispatch(next);
      me.worker().awaitTurn();
      if (stopped) {
        throw new Stopped();
      }
      current = me;
    }
  }

  /** Counts a step; only the running activity does so. */
  private void counted() {
    steps.lazySet(steps.get() + 1);
  }

  /** Chooses who continues; null if the time is over. */
  private @Nullable Activity next() {
    if (stopped) {
      return null;
    }
    counted();
    Activity next = agenda.next();
    if (next == null) {
      stopped = true;
    }
    return next;
  }

  /** Gives the baton to an activity; to nobody, if the time is over. */
  private void dispatch(@Nullable Activity next) {
    if (next == null) {
      over.countDown();
      return;
    }
    if (next.worker == null) {
      Worker worker = idle.isEmpty() ? newWorker() : idle.pop();
      worker.take(next);
    }
    next.worker().giveTurn();
  }

  private Worker newWorker() {
    Worker worker = new Worker(this, workers.size());
    workers.add(worker);
    worker.start();
    return worker;
  }

  /**
   * A worker has done what it had to do, and gives the baton away, or does the next itself.
   *
   * @return what it does next; null at the end of the run
   */
  @Nullable Activity after(Worker worker) {
    if (stopped) {
      // All unwind now, and nobody has the baton.
      return null;
    }
    Activity next = next();
    if (next != null && next.worker == null) {
      worker.take(next);
      return next;
    }
    idle.push(worker);
    dispatch(next);
    worker.awaitTurn();
    return stopped ? null : worker.activity();
  }

  /** A worker begins an activity. */
  void begins(Activity activity) {
    current = activity;
    activity.machine.checkAlive();
  }

  /** A worker has ended, which only happens at the end of the run. */
  void ended() {
    over.countDown();
  }

  /** Unwinds an activity whose run is over. */
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the run is over", null, false, false);
    }
  }
}
