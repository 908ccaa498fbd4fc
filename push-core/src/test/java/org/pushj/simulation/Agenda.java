package org.pushj.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be done in virtual time, of which the seed chooses the next. */
final class Agenda {
  private final SplittableRandom random;
  private final List<Activity> runnable = new ArrayList<>();

  /** Those whose condition may hold after any step. */
  private final List<Activity> waiting = new ArrayList<>();

  /** Those that only a timer wakes, or a death, or an interrupt. */
  private final Set<Activity> sleeping = new LinkedHashSet<>();

  private final List<Activity> suspended = new ArrayList<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final long end;
  private long now;
  private long timersMade;
  private long waitsMade;
  private boolean disturbed;
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

  /** Lets an activity continue when its condition, if any, holds, or a timer wakes it. */
  void waits(Activity activity) {
    activity.waitsSince = waitsMade++;
    if (activity.condition == null) {
      sleeping.add(activity);
    } else {
      waiting.add(activity);
    }
  }

  /** A machine has died, or a thread was interrupted: those that sleep may have to continue. */
  void disturb() {
    disturbed = true;
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

  /** Lets the running activity continue if no other could, and tells so; if not, it waits. */
  boolean continues(Activity me) {
    boolean first = runnable.isEmpty();
    if (first) {
      promote();
    }
    if (runnable.isEmpty() && !me.machine.isSuspended()) {
      note(0, me);
      return true;
    }
    runnable.add(first ? 0 : runnable.size(), me);
    return false;
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
    note(chosen, next);
    return next;
  }

  private void note(int chosen, Activity next) {
    choices = choices * 31 + chosen * 7L + next.machine.number();
  }

  private void promote() {
    if (disturbed) {
      disturbed = false;
      List<Activity> ready = new ArrayList<>();
      waiting.stream().filter(Agenda::isReady).forEach(ready::add);
      sleeping.stream().filter(Agenda::isReady).forEach(ready::add);
      waiting.removeAll(ready);
      ready.forEach(sleeping::remove);
      ready.sort(Comparator.comparingLong(each -> each.waitsSince));
      runnable.addAll(ready);
      return;
    }
    for (int i = 0; i < waiting.size(); i++) {
      if (holds(waiting.get(i))) {
        runnable.add(waiting.remove(i--));
      }
    }
  }

  private static boolean isReady(Activity each) {
    return each.machine.isDead() || each.worker().isPoked() || holds(each);
  }

  private static boolean holds(Activity each) {
    BooleanSupplier condition = each.condition;
    return condition != null && condition.getAsBoolean();
  }

  private void fire(Timer timer) {
    if (timer.begins != null) {
      begin(timer.begins);
    } else if (timer.wakes != null
        && (sleeping.remove(timer.wakes) || waiting.remove(timer.wakes))) {
      runnable.add(timer.wakes);
    }
  }
}
