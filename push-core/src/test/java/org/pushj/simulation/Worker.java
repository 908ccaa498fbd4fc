package org.pushj.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that runs one activity after the other, each when it is chosen. */
final class Worker extends Thread {
  private final Scheduler scheduler;
  private volatile boolean turn;
  private volatile boolean poked;
  private @Nullable Activity activity;

  Worker(Scheduler scheduler, int number) {
    super("simulation-" + number);
    this.scheduler = scheduler;
    setDaemon(true);
  }

  @Nullable Activity activity() {
    return activity;
  }

  /** Makes an activity that was not begun its own. */
  void take(Activity next) {
    activity = next;
    next.worker = this;
  }

  boolean isOf(Scheduler world) {
    return scheduler == world;
  }

  void giveTurn() {
    turn = true;
    LockSupport.unpark(this);
  }

  void awaitTurn() {
    boolean interrupted = false;
    while (!turn) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    turn = false;
    if (interrupted) {
      super.interrupt();
    }
  }

  /** Tells whether it was interrupted since it began to wait. */
  boolean isPoked() {
    return poked;
  }

  void calmDown() {
    poked = false;
  }

  @Override
  public void interrupt() {
    poked = true;
    scheduler.disturb();
    super.interrupt();
  }

  @Override
  public void run() {
    awaitTurn();
    Activity next = scheduler.isOver() ? null : activity;
    while (next != null) {
      run(next);
      Thread.interrupted();
      activity = null;
      next = scheduler.after(this);
    }
    scheduler.ended();
  }

  private void run(Activity mine) {
    mine.machine.begins(mine);
    try {
      scheduler.begins(mine);
      mine.body.run();
    } catch (MachineDied | Scheduler.Stopped expected) {
      // Its machine is gone, or the run is.
      return;
    } catch (Throwable e) {
      scheduler.fail(e);
    } finally {
      mine.machine.ends(mine);
    }
  }
}
