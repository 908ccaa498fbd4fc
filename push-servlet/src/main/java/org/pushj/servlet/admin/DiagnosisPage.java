package org.pushj.servlet.admin;

import java.time.InstantSource;
import org.pushj.Diagnosis;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.servlet.admin.html.DiagnosisMarkup;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.Words;
import org.pushj.subscriber.Subscriber;
import org.pushj.text.Json;

/** Why nothing comes to a subscription, and what to do. */
final class DiagnosisPage {
  private static final String HOW_TO_ASK =
      "A diagnosis contacts the hub, the topic and the callback URL, so this address accepts only"
          + " POST.";

  private static final String CURL =
      """
      admin=https://reader.example/admin
      token=$(curl -s -u USER -c jar -H 'Accept: application/json' $admin/subscribe | jq -r .token)
      curl -u USER -b jar -H 'Accept: application/json' -H "X-Push-Token: $token" \\
        -X POST $admin/subscriptions/%s/diagnosis
      """;

  private static final String JAVA =
      """
      Optional<Diagnosis> diagnosis = subscriber.operations().diagnose(SubscriptionId.of("%s"));
      diagnosis.ifPresentOrElse(
          found -> System.out.println(found.verdict().text() + " " + found.verdict().nextStep()),
          () -> System.out.println("There is no such subscription, or it has ended."));
      """;

  private final Subscriber subscriber;
  private final InstantSource clock;

  DiagnosisPage(Subscriber subscriber, InstantSource clock) {
    this.subscriber = subscriber;
    this.clock = clock;
  }

  /** Returns the answer to a GET, which changes nothing and asks nobody: how to ask. */
  RefusedException howToAsk(AdminRequest request, SubscriptionId id) {
    String curl = CURL.formatted(id);
    String java = JAVA.formatted(id);
    return RefusedException.method(
        "POST",
        HOW_TO_ASK,
        View.of(
            "Diagnosis",
            DiagnosisMarkup.howToAsk(request.links(), id, HOW_TO_ASK, curl, java),
            Json.object(
                "error",
                HOW_TO_ASK,
                "curl",
                curl.lines().toList(),
                "java",
                java.lines().toList(),
                Fields.TOKEN,
                request.token())));
  }

  /** Finds out, which takes up to half a minute, and shows it. */
  View show(AdminRequest request, SubscriptionId id) {
    request.takes();
    Subscription subscription = subscriber.find(id).orElseThrow(DiagnosisPage::notThere);
    Diagnosis diagnosis = subscriber.operations().diagnose(id).orElseThrow(DiagnosisPage::notThere);
    Diagnosis.Verdict verdict = diagnosis.verdict();
    return View.of(
        "Diagnosis",
        DiagnosisMarkup.content(
            request.links(),
            subscription,
            diagnosis,
            SubscriptionAction.values(),
            subscriber.operations().inbox().isPresent(),
            clock.instant()),
        Json.object(
            "subscription",
            id,
            "topic",
            Words.url(subscription.topic()),
            "at",
            diagnosis.at(),
            "verdict",
            verdict,
            "text",
            verdict.text(),
            "nextStep",
            verdict.nextStep(),
            "findings",
            diagnosis.findings().stream()
                .map(
                    each ->
                        Json.object(
                            "check", each.check(), "result", each.result(), "text", each.text()))
                .toList()));
  }

  private static RefusedException notThere() {
    return RefusedException.notFound("There is no subscription with this id.");
  }
}
