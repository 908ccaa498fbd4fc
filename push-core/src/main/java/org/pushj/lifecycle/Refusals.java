package org.pushj.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pushj.Lease;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.lifecycle.Effect.News;
import org.pushj.settings.RetryPolicy;

/** Decides when what did not succeed is tried again, and when it is given up. */
record Refusals(Schedule schedule, RetryPolicy retries) {
  /** What did not succeed may do so at the next try. */
  Transition transientFailure(
      Subscription next, Problem problem, Instant now, Schedule.Pause pause, News news) {
    Progress progress = next.progress().failed(problem).withRefusedSince(null);
    Subscription failed = next.toBuilder().progress(progress).build();
    return Transition.to(schedule.failed(failed, now, pause, false), news);
  }

  /**
   * The hub will most likely say the same again. It is asked more and more rarely, and no more once
   * it has said nothing else for long, unless a lease runs.
   */
  Transition permanentFailure(Subscription next, Problem problem, Instant now, News news) {
    return permanent(next.toBuilder().progress(next.progress().failed(problem)).build(), now, news);
  }

  /** Does the same with a subscription whose progress says already what happened. */
  Transition permanent(Subscription failed, Instant now, News news) {
    Progress progress = failed.progress();
    Instant since = progress.refusedSince() == null ? now : progress.refusedSince();
    Subscription refused = failed.toBuilder().progress(progress.withRefusedSince(since)).build();
    List<Effect> effects = new ArrayList<>();
    effects.add(news);
    Lease lease = refused.lease();
    if (refused.wanted()
        && refused.open() == null
        && (lease == null || !lease.isAliveAt(now))
        && !since.plus(retries.giveUpAfter()).isAfter(now)) {
      effects.add(new News.GivenUp());
      return Transition.to(
          refused.toBuilder().progress(refused.progress().afterGivingUp()).build(), effects);
    }
    return Transition.to(schedule.failed(refused, now, Schedule.Pause.NONE, true), effects);
  }

  /** Tells whether the last problem was of this kind. */
  static boolean isLast(Problem.Kind kind, Subscription current) {
    Problem problem = current.progress().problem();
    return problem != null && problem.kind() == kind;
  }
}
