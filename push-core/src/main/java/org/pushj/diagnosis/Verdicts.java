package org.pushj.diagnosis;

import java.time.Instant;
import java.util.List;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.Diagnosis.Verdict;
import org.pushj.Problem;
import org.pushj.Subscription;

/** Decides which finding matters most: what is to be fixed first. */
final class Verdicts {
  private Verdicts() {}

  static Verdict of(Subscription subject, List<Finding> findings, Instant now) {
    Problem problem = subject.progress().problem();
    Problem.Kind kind = problem == null ? null : problem.kind();
    boolean alive = subject.isAliveAt(now);
    if (!subject.wanted()) {
      return Verdict.UNSUBSCRIBED;
    } else if (subject.paused()) {
      return Verdict.PAUSED;
    } else if (isBad(Check.CALLBACK, findings)) {
      return Verdict.CALLBACK_UNREACHABLE;
    } else if (kind == Problem.Kind.DENIED) {
      return Verdict.DENIED;
    } else if (isBad(Check.HUB, findings) || kind == Problem.Kind.HUB_ERROR) {
      return Verdict.HUB_DOWN;
    } else if (kind == Problem.Kind.NO_HUB && !alive) {
      return Verdict.NO_HUB;
    } else if (kind == Problem.Kind.REFUSED) {
      return Verdict.REFUSED;
    } else if (subject.grant() != null && !alive) {
      return Verdict.LEASE_LAPSED;
    } else if (!alive || kind == Problem.Kind.UNVERIFIED) {
      return Verdict.NOT_VERIFIED;
    }
    return ofActive(findings);
  }

  private static Verdict ofActive(List<Finding> findings) {
    if (isBad(Check.LISTENER, findings)) {
      return Verdict.LISTENER_FAILING;
    } else if (isBad(Check.WORK, findings)) {
      return Verdict.WORK_NOT_DONE;
    } else if (isBad(Check.TOPIC, findings)) {
      return Verdict.TOPIC_CHANGED;
    } else if (isBad(Check.HUB_VIEW, findings)) {
      return Verdict.HUB_DISAGREES;
    }
    return isBad(Check.UPDATES, findings) ? Verdict.HUB_SILENT : Verdict.HEALTHY;
  }

  private static boolean isBad(Check check, List<Finding> findings) {
    return findings.stream().anyMatch(each -> each.check() == check && each.result() == Result.BAD);
  }
}
