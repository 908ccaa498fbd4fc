package org.pushj.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * Promise 5: nothing unasked is confirmed, and no forged content is delivered. A stranger who knows
 * a callback gets his challenge back only where the application wants what he verifies, again if it
 * has changed its mind just now; or where it does not, or a hub was last asked for the end. Where
 * another callback was confirmed since, the end is wanted, though a request for it may have been
 * lost on its way.
 */
final class UnaskedReferee extends Referee {
  /** A call that has returned may have been overtaken by an answer. */
  private static final long MARGIN = 15_000_000_000L;

  private final Map<String, Request> requests = new HashMap<>();

  UnaskedReferee(Scheduler scheduler) {
    super("promise 5, nothing unasked", scheduler);
  }

  @Override
  void requested(Intent intent, String host, Asked request) {
    requests.put(request.key(), new Request(request, intent.generation()));
  }

  @Override
  void received(Intent intent, String content) {
    if (content.startsWith(FORGED)) {
      violated("the application got " + content);
    }
  }

  @Override
  void challenged(Intent intent, Asked known, String mode, boolean echoed) {
    if (intent.state() == Intent.State.CHANGING || scheduler.now() < intent.since() + MARGIN) {
      return;
    }
    checked();
    Request last = requests.get(known.key());
    boolean wasAsked =
        last != null
            && (mode.equals("subscribe")
                ? intent.isWanted() && last.generation() >= intent.generation() - 1
                : !intent.isWanted()
                    || last.generation() < intent.generation()
                    || !last.asked().subscribes()
                    || intent.isLeft(known.callback()));
    if (echoed && !wasAsked) {
      violated("a stranger has confirmed: " + mode + " of " + known + "; asked was " + last);
    }
  }

  /** What a hub was asked last, and by which intent. */
  private record Request(Asked asked, int generation) {}
}
