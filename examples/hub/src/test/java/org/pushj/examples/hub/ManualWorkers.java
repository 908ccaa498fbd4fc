package org.pushj.examples.hub;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;

/** Workers whose jobs a test runs on its own thread, with a clock that the test advances. */
final class ManualWorkers extends Workers {
  private final BlockingQueue<Job> jobs =
      new PriorityBlockingQueue<>(11, Comparator.comparing(Job::at));
  private volatile Duration now = Duration.ZERO;

  private record Job(Duration at, Runnable work) {}

  @Override
  void runAfter(Duration delay, Runnable work) {
    jobs.add(new Job(now.plus(delay), work));
  }

  /** Returns the number of jobs that have not started. */
  int waiting() {
    return jobs.size();
  }

  /** Advances the clock and runs the jobs that are due. */
  void advance(Duration step) {
    now = now.plus(step);
    runDue();
  }

  /** Runs the jobs that are due, and those that they start. */
  void runDue() {
    for (Optional<Job> job = nextDue(); job.isPresent(); job = nextDue()) {
      job.get().work().run();
    }
  }

  private Optional<Job> nextDue() {
    Optional<Job> next =
        Optional.ofNullable(jobs.peek()).filter(job -> job.at().compareTo(now) <= 0);
    next.ifPresent(jobs::remove);
    return next;
  }
}
