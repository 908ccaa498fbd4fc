package org.pushj;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a subscription toward the application's intent, and when work on it continues.
 *
 * @param attempts how many consecutive requests failed, 0 or more
 * @param problem why the last one failed; null if it succeeded
 * @param refusedSince since when hubs have only refused; null if the last answer was no refusal
 * @param lapsed whether the end of the lease was noticed and reported
 * @param givenUp whether no more requests are made, since the hub has refused for too long
 * @param dueAt when the next work, such as a renewal, is due; null if none is
 * @since 0.1
 */
public record Progress(
    int attempts,
    @Nullable Problem problem,
    @Nullable Instant refusedSince,
    boolean lapsed,
    boolean givenUp,
    @Nullable Instant dueAt) {
  /** No attempts, no problem, and no work due. */
  public static final Progress NONE = new Progress(0, null, null, false, false, null);

  /**
   * Checks the number of attempts.
   *
   * @throws IllegalArgumentException if it is less than 0
   */
  public Progress {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must be at least 0, was " + attempts);
    }
  }

  /** Tells whether there is a problem of this kind, and no request was made since. */
  public boolean hasProblem(Problem.Kind kind) {
    return problem != null && !problem.past() && problem.kind() == kind;
  }

  /** Returns the progress after one more failed request. */
  public Progress failed(Problem problem) {
    return new Progress(attempts + 1, problem, refusedSince, lapsed, givenUp, dueAt);
  }

  /** Returns the progress with another problem; null for none. */
  public Progress withProblem(@Nullable Problem problem) {
    return new Progress(attempts, problem, refusedSince, lapsed, givenUp, dueAt);
  }

  /** Returns the progress with another start of the hub's refusals; null for none. */
  public Progress withRefusedSince(@Nullable Instant refusedSince) {
    return new Progress(attempts, problem, refusedSince, lapsed, givenUp, dueAt);
  }

  /** Returns the progress after the end of the lease was noticed. */
  public Progress afterLapse() {
    return new Progress(
        attempts, problem == null ? null : problem.passed(), refusedSince, true, givenUp, dueAt);
  }

  /** Returns the progress of a subscription that is given up. */
  public Progress afterGivingUp() {
    return new Progress(attempts, problem, refusedSince, lapsed, true, null);
  }

  /** Returns the progress after the application has repeated its request. */
  public Progress resumed() {
    return givenUp || refusedSince != null
        ? new Progress(attempts, problem, null, lapsed, false, dueAt)
        : this;
  }

  /** Returns the progress with no attempts: the next failure is the first one again. */
  public Progress begunAnew() {
    return new Progress(0, problem, null, lapsed, false, dueAt);
  }

  /** Returns the progress with another time at which work is due; null for never. */
  public Progress withDueAt(@Nullable Instant dueAt) {
    return new Progress(attempts, problem, refusedSince, lapsed, givenUp, dueAt);
  }
}
