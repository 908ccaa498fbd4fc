package org.pushj.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/**
 * Promise 5: a secret is in no byte that is sent to anybody but its hub, in no log line, and in no
 * text about a subscription.
 */
final class SecretsReferee extends Referee {
  /** The length of a secret: most texts have no word that is so long. */
  private static final int LONG = 43;

  private final Map<String, String> hubs = new HashMap<>();

  /** The versions whose texts were looked at since the last new secret. */
  private final Map<SubscriptionId, Long> judged = new HashMap<>();

  private int secretsJudged;

  SecretsReferee(Scheduler scheduler) {
    super("promise 5, secrets", scheduler);
  }

  @Override
  void requested(Intent intent, String host, Asked request) {
    if (request.secret() != null) {
      hubs.putIfAbsent(request.secret(), host);
    }
  }

  @Override
  void sent(String host, String text) {
    judge(host, text);
  }

  @Override
  void logged(String text) {
    judge("the log", text);
  }

  @Override
  void passed(World world) {
    if (secretsJudged < hubs.size()) {
      secretsJudged = hubs.size();
      judged.clear();
    }
    for (Subscription each : world.subscriptions()) {
      if (!Objects.equals(judged.put(each.id(), each.version()), each.version())) {
        judge("a reader", each + "\n" + each.history());
      }
    }
  }

  private void judge(String reader, String text) {
    checked();
    if (hasLongWord(text)) {
      hubs.forEach(
          (secret, hub) -> {
            if (!hub.equals(reader) && text.contains(secret)) {
              violated(reader + " learns the secret of " + hub + ": " + text);
            }
          });
    }
  }

  private static boolean hasLongWord(String text) {
    int length = 0;
    for (int i = 0; i < text.length() && length < LONG; i++) {
      char each = text.charAt(i);
      boolean isOfWord =
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || each == '-'
              || each == '_';
      length = isOfWord ? length + 1 : 0;
    }
    return length == LONG;
  }
}
