package org.pushj.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.pushj.platform.Platform;

/**
 * A machine with clocks, randomness and threads of its own. It may die at any call of a store or
 * the network: then what it was doing ends there, and nothing that it still does has an effect.
 */
final class Machine {
  /** The number of the first node; all machines below are of the world around. */
  static final int FIRST_NODE = 1000;

  private final Scheduler scheduler;
  private final String name;
  private final int number;
  private final SplittableRandom random;
  private Duration skew;
  private boolean dead;
  private boolean suspended;
  private int threads;
  private int mostThreads;

  /** How many calls are left to it; a negative number for any. */
  private int doom = -1;

  Machine(Scheduler scheduler, String name, int number, Duration skew) {
    this.scheduler = scheduler;
    this.name = name;
    this.number = number;
    this.skew = skew;
    this.random = scheduler.random().split();
  }

  /** Returns what the JVM of this machine gives. */
  Platform platform() {
    return new Platform(
        () -> scheduler.now() + number * 1_000_000_007L,
        random::nextBytes,
        this::sleep,
        new SimulatedThreads(scheduler, this));
  }

  /** Returns the wall clock; each look at it is a place where others may continue. */
  InstantSource clock() {
    return () -> {
      scheduler.pause();
      return instant();
    };
  }

  /** Returns what its wall clock shows. */
  Instant instant() {
    return scheduler.instant().plus(skew);
  }

  private void sleep(Duration time) throws InterruptedException {
    scheduler.sleep(time);
  }

  int number() {
    return number;
  }

  /** Tells whether it runs the code that is tested. */
  boolean isNode() {
    return number >= FIRST_NODE;
  }

  boolean isDead() {
    return dead;
  }

  void checkAlive() {
    if (dead) {
      throw new MachineDied(this);
    }
  }

  /** Lets it die at one of its next calls. */
  void doom(int calls) {
    doom = calls;
  }

  /** Lets it live, whatever was planned. */
  void spare() {
    doom = -1;
  }

  void die() {
    dead = true;
    scheduler.disturb();
    awake();
  }

  /** Lets its wall clock show something else from now on. */
  void step(Duration skew) {
    this.skew = skew;
  }

  /** Lets nothing of it continue, as a hypervisor does. */
  void suspend() {
    suspended = true;
  }

  void awake() {
    suspended = false;
    scheduler.resume();
  }

  boolean isSuspended() {
    return suspended;
  }

  /** One of its threads begins to work. */
  void begins(Activity activity) {
    if (!activity.isOfContainer()) {
      threads++;
      mostThreads = Math.max(mostThreads, threads);
    }
  }

  void ends(Activity activity) {
    if (!activity.isOfContainer()) {
      threads--;
    }
  }

  /** Returns how many threads have worked at a time, beside those of the container. */
  int mostThreads() {
    return mostThreads;
  }

  /** A place where others may continue, and where this machine may die. */
  void point() {
    scheduler.pause();
    if (doom > 0) {
      doom--;
    }
    if (doom == 0) {
      die();
    }
    checkAlive();
  }

  @Override
  public String toString() {
    return name;
  }
}
