package org.pushj;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the subscription is on its way to what the application wants, and when it goes on.
 *
 * @param attempts how many requests in a row did not succeed, 0 or more
 * @param problem why the last one did not; null if it did
 * @param refusedSince since when all that a hub has said is no; null if it did not
 * @param lapsed whether the end of the lease was noticed and told
 * @param givenUp whether the hub is not asked any more, since it has refused for too long
 * @param dueAt when there is work to do, as a renewal; null if there is none
 * @since 0.1
 */
public record Progress(
    int attempts,
    @Nullable Problem problem,
    @Nullable Instant refusedSince,
    boolean lapsed,
    boolean givenUp,
    @Nullable Instant dueAt) {
  /** Nothing has happened, and there is nothing to do. */
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

  /** Returns the progress after one more request that did not succeed. */
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

  /** Returns the progress of a subscription that nothing more is done for. */
  public Progress afterGivingUp() {
    return new Progress(attempts, problem, refusedSince, lapsed, true, null);
  }

  /** Returns the progress after the application has asked again. */
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
