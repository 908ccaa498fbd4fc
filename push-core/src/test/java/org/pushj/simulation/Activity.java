package org.pushj.simulation;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something that a machine does. */
final class Activity {
  final Machine machine;
  final Runnable body;

  /** Runs instead, if the machine dies before it begins. */
  final Runnable dropped;

  /** Its thread, once it has begun. */
  @Nullable Worker worker;

  /** What it waits for; null if it does not wait, or only for a timer. */
  @Nullable BooleanSupplier condition;

  /** Which of those that wait began first. */
  long waitsSince;

  private final String name;

  Activity(Machine machine, String name, Runnable body, Runnable dropped) {
    this.machine = machine;
    this.name = name;
    this.body = body;
    this.dropped = dropped;
  }

  Worker worker() {
    if (worker == null) {
      throw new IllegalStateException("not begun: " + this);
    }
    return worker;
  }

  /** Tells whether its thread would be one of the servlet container. */
  boolean isOfContainer() {
    return name.equals(Callbacks.CONTAINER);
  }

  @Override
  public String toString() {
    return machine + " " + name;
  }
}
