package org.pushj.simulation;

import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Subscription;

/**
 * Promise 2, among nodes of two releases: what a later release has stored about a subscription
 * stays whatever an earlier one changes, and what it has stored about a lease stays as long as that
 * has its callback.
 */
final class LinesReferee extends Referee {
  LinesReferee(Scheduler scheduler) {
    super("promise 2, two releases", scheduler);
  }

  @Override
  void rewritten(Subscription before, Subscription after) {
    judge(StoredTexts.LATER, before, after);
    if (hasSameCallback(before.grant(), after.grant())) {
      judge(StoredTexts.LATER_GRANT, before, after);
    }
  }

  private void judge(String line, Subscription before, Subscription after) {
    if (before.unknown().text().contains(line)) {
      checked();
      if (!after.unknown().text().contains(line + before.id())) {
        violated(line + " was lost by a change from " + before + " to " + after);
      }
    }
  }

  private static boolean hasSameCallback(@Nullable Grant before, @Nullable Grant after) {
    return before != null
        && after != null
        && before.registration().callback().equals(after.registration().callback());
  }
}
