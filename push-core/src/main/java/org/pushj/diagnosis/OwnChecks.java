package org.pushj.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.Lease;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.time.Durations;

/** What the subscription itself says. */
final class OwnChecks {
  /** What is due for as long as this is done by nobody: claims end sooner. */
  static final Duration OVERDUE = Duration.ofMinutes(10);

  /** Longer than most feeds are silent. */
  static final Duration SILENT = Duration.ofDays(7);

  private OwnChecks() {}

  /**
   * Makes all of these checks.
   *
   * @param precision by how much the time of the last update may be too old
   */
  static List<Finding> all(Subscription subject, Instant now, Duration precision) {
    return List.of(
        state(subject, now),
        lease(subject, now),
        work(subject, now),
        updates(subject, now, precision));
  }

  private static Finding state(Subscription subject, Instant now) {
    SubscriptionState state = subject.stateAt(now);
    Problem problem = subject.progress().problem();
    StringBuilder text = new StringBuilder("It is " + state);
    text.append(subject.wanted() ? "" : ", and not wanted any more");
    text.append(subject.paused() ? ", and paused" : "");
    if (subject.attempts() > 0) {
      text.append("; requests failed in a row: ").append(subject.attempts());
    }
    if (problem != null) {
      text.append("; last problem: ").append(problem.kind()).append(", ").append(problem.text());
    }
    return new Finding(
        Check.STATE,
        switch (state) {
          case ACTIVE -> problem == null ? Result.OK : Result.BAD;
          case PENDING, UNSUBSCRIBING, ENDED -> Result.UNKNOWN;
          default -> Result.BAD;
        },
        text.toString());
  }

  private static Finding lease(Subscription subject, Instant now) {
    Lease lease = subject.lease();
    if (lease == null) {
      return new Finding(Check.LEASE, Result.BAD, "No hub has granted a lease");
    }
    if (!lease.isAliveAt(now) && subject.isAliveAt(now)) {
      return new Finding(
          Check.LEASE,
          Result.BAD,
          "It ended at "
              + lease.endsAt()
              + ", by the shortest that was verified; content is accepted until "
              + subject.acceptedUntil());
    }
    return lease.isAliveAt(now)
        ? new Finding(
            Check.LEASE,
            Result.OK,
            "It runs until " + lease.endsAt() + ", for " + words(now, lease.endsAt()) + " more")
        : new Finding(
            Check.LEASE,
            Result.BAD,
            "It ended at " + lease.endsAt() + ", " + words(lease.endsAt(), now) + " ago");
  }

  private static Finding work(Subscription subject, Instant now) {
    Instant due = subject.dueAt();
    if (due == null) {
      return new Finding(
          Check.WORK,
          subject.paused() ? Result.OK : Result.BAD,
          subject.paused() ? "None, since it is paused" : "None, since it was given up");
    }
    return due.plus(OVERDUE).isBefore(now)
        ? new Finding(
            Check.WORK,
            Result.BAD,
            "Due since " + due + ", " + words(due, now) + " ago, and no node does it")
        : new Finding(Check.WORK, Result.OK, "Due at " + due);
  }

  private static Finding updates(Subscription subject, Instant now, Duration precision) {
    Instant last = subject.lastUpdateAt();
    Instant since = last == null ? subject.createdAt() : last;
    String text =
        last == null
            ? "None came since it was made at " + since
            : "The last one came at about " + last;
    boolean silent = since.plus(SILENT).plus(precision).isBefore(now);
    return new Finding(
        Check.UPDATES,
        silent ? Result.BAD : last == null ? Result.UNKNOWN : Result.OK,
        text + ", " + words(since, now) + " ago");
  }

  private static String words(Instant from, Instant to) {
    return Durations.words(Duration.between(from, to));
  }
}
