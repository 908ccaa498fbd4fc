package org.pushj.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Promise 5: a secret is in no byte that is sent to anybody but its hub, in no log line, and in no
 * text about a subscription.
 */
final class SecretsReferee extends Referee {
  /** What may be a secret, or contain one: most texts have nothing of the kind. */
  private static final Pattern LONG = Pattern.compile("[\\w-]{43}");

  private final Map<String, String> hubs = new HashMap<>();

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
    world.subscriptions().forEach(each -> judge("a reader", each + "\n" + each.history()));
  }

  private void judge(String reader, String text) {
    checked();
    if (LONG.matcher(text).find()) {
      hubs.forEach(
          (secret, hub) -> {
            if (!hub.equals(reader) && text.contains(secret)) {
              violated(reader + " learns the secret of " + hub + ": " + text);
            }
          });
    }
  }
}
