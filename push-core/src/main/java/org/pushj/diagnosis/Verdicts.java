package org.pushj.diagnosis;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.Diagnosis.Verdict;
import org.pushj.Problem;
import org.pushj.Subscription;

/** Decides which finding matters most: what is to be fixed first. */
final class Verdicts {
  private Verdicts() {}

  static Verdict of(Subscription subject, List<Finding> findings, Instant now) {
    Stream<Verdict> found =
        findings.stream()
            .filter(each -> each.result() == Result.BAD)
            .flatMap(each -> each.check().verdict().stream());
    return Stream.concat(ofSubscription(subject, now).stream(), found)
        .min(Comparator.naturalOrder())
        .orElse(Verdict.HEALTHY);
  }

  /** Returns the first verdict that the subscription itself tells. */
  private static Optional<Verdict> ofSubscription(Subscription subject, Instant now) {
    Problem problem = subject.progress().problem();
    Problem.Kind kind = problem == null ? null : problem.kind();
    boolean alive = subject.isAliveAt(now);
    Verdict verdict = null;
    if (!subject.wanted()) {
      verdict = Verdict.UNSUBSCRIBED;
    } else if (subject.paused()) {
      verdict = Verdict.PAUSED;
    } else if (kind == Problem.Kind.DENIED) {
      verdict = Verdict.DENIED;
    } else if (kind == Problem.Kind.HUB_ERROR) {
      verdict = Verdict.HUB_DOWN;
    } else if (kind == Problem.Kind.NO_HUB && !alive) {
      verdict = Verdict.NO_HUB;
    } else if (kind == Problem.Kind.REFUSED) {
      verdict = Verdict.REFUSED;
    } else if (subject.grant() != null && !alive) {
      verdict = Verdict.LEASE_LAPSED;
    } else if (!alive || kind == Problem.Kind.UNVERIFIED) {
      verdict = Verdict.NOT_VERIFIED;
    }
    return Optional.ofNullable(verdict);
  }
}
