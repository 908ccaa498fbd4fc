package org.pushj.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be done in virtual time, of which the seed chooses the next. */
final class Agenda {
  private final SplittableRandom random;
  private final List<Activity> runnable = new ArrayList<>();
  private final List<Activity> waiting = new ArrayList<>();
  private final List<Activity> suspended = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final long end;
  private long now;
  private long timersMade;
  private long choices = 17;

  /** Makes an agenda whose time ends after so long. */
  Agenda(SplittableRandom random, Duration end) {
    this.random = random;
    this.end = end.toNanos();
  }

  SplittableRandom random() {
    return random;
  }

  /** Returns the nanoseconds since the beginning. */
  long now() {
    return now;
  }

  /** Returns a number that depends on each choice made so far. */
  long choices() {
    return choices;
  }

  /** Begins an activity as soon as it is chosen; drops it if its machine is dead. */
  void begin(Activity activity) {
    if (activity.machine.isDead()) {
      activity.dropped.run();
    } else {
      runnable.add(activity);
    }
  }

  /** Lets an activity continue as soon as it is chosen. */
  void add(Activity activity) {
    runnable.add(activity);
  }

  /** Lets an activity continue when its condition holds, or a timer wakes it. */
  void waits(Activity activity) {
    waiting.add(activity);
  }

  /** Wakes or begins an activity after so long. */
  Timer at(Duration delay, @Nullable Activity wakes, @Nullable Activity begins) {
    Timer timer = new Timer(now + Math.max(0, delay.toNanos()), timersMade++, wakes, begins);
    timers.add(timer);
    return timer;
  }

  /** Lets the activities of machines that were suspended continue. */
  void resume() {
    runnable.addAll(suspended);
    suspended.clear();
  }

  /** Tells whether no activity could be chosen now. */
  boolean isEmpty() {
    return runnable.isEmpty() && waiting.isEmpty();
  }

  /** Chooses who continues, as soon as one can; null if the time is over. */
  @Nullable Activity next() {
    while (true) {
      promote();
      if (!runnable.isEmpty()) {
        Activity chosen = choose();
        if (chosen != null) {
          return chosen;
        }
        continue;
      }
      Timer timer = timers.poll();
      if (timer == null || timer.at > end) {
        now = end;
        return null;
      } else if (!timer.isCancelled()) {
        now = Math.max(now, timer.at);
        fire(timer);
      }
    }
  }

  /** Chooses one; null if its machine is dead or suspended. */
  private @Nullable Activity choose() {
    int size = runnable.size();
    int chosen = size == 1 ? 0 : random.nextInt(size);
    Activity next = runnable.remove(chosen);
    if (next.worker == null && next.machine.isDead()) {
      next.dropped.run();
      return null;
    }
    if (next.machine.isSuspended()) {
      suspended.add(next);
      return null;
    }
    choices = choices * 31 + chosen * 7L + next.machine.number();
    return next;
  }

  private void promote() {
    for (int i = 0; i < waiting.size(); i++) {
      Activity each = waiting.get(i);
      BooleanSupplier condition = each.condition;
      boolean ready =
          each.machine.isDead()
              || each.worker().isPoked()
              || (condition != null && condition.getAsBoolean());
      if (ready) {
        waiting.remove(i--);
        runnable.add(each);
      }
    }
  }

  private void fire(Timer timer) {
    if (timer.begins != null) {
      begin(timer.begins);
    } else if (timer.wakes != null && waiting.remove(timer.wakes)) {
      runnable.add(timer.wakes);
    }
  }
}
