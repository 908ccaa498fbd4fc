package org.pushj.servlet.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.pushj.Diagnosis;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.base.Json;
import org.pushj.subscriber.Subscriber;

/** Why nothing comes to a subscription, and what to do. */
final class DiagnosisPage {
  /** The last part of its address, below that of the subscription. */
  static final String PATH = "diagnosis";

  private static final Map<Diagnosis.Result, String> KINDS =
      Map.of(
          Diagnosis.Result.OK, "good",
          Diagnosis.Result.BAD, "bad",
          Diagnosis.Result.UNKNOWN, "neutral");

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

  /** Returns the button that asks for it. */
  static Tag button(AdminRequest request, SubscriptionId id) {
    return Layout.form(request, SubscriptionList.PATH + "/" + id + "/" + PATH)
        .with("class", "actions")
        .add(
            Layout.button("Diagnose").with("class", "primary"),
            Tag.of("span", "Asks the hub, the topic and the callback URL: up to half a minute.")
                .with("class", "note"));
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
            List.of(
                Tag.of("p", HOW_TO_ASK).with("role", "alert"),
                button(request, id),
                Tag.of("h2", "With curl"),
                Tag.of("pre", curl),
                Tag.of("h2", "In Java"),
                Tag.of("pre", java)),
            Json.object(
                "error",
                HOW_TO_ASK,
                "curl",
                curl.lines().toList(),
                "java",
                java.lines().toList(),
                AccessCheck.TOKEN,
                request.token())));
  }

  /** Finds out, which takes up to half a minute, and shows it. */
  View show(AdminRequest request, SubscriptionId id) {
    request.takes();
    Subscription subscription = subscriber.find(id).orElseThrow(DiagnosisPage::notThere);
    Diagnosis diagnosis = subscriber.operations().diagnose(id).orElseThrow(DiagnosisPage::notThere);
    Diagnosis.Verdict verdict = diagnosis.verdict();
    boolean isWell = verdict == Diagnosis.Verdict.HEALTHY;
    return View.of(
        "Diagnosis",
        List.of(
            Tag.of("p", Words.foreign(Words.url(subscription.topic()))).with("class", "topic"),
            links(request, id),
            Tag.of("p", verdict.text())
                .with("class", isWell ? "verdict good" : "verdict bad")
                .with("role", "status"),
            Tag.of("p", Tag.of("strong", "What to do: ")).text(verdict.nextStep()),
            RowForm.ofOne(
                request, SubscriptionList.PATH, SubscriptionAction.values(), id.toString()),
            Layout.table(
                "What was looked at, " + Words.distance(diagnosis.at(), clock.instant()),
                List.of("Check", "Result", "Found"),
                diagnosis.findings().stream().map(DiagnosisPage::row).toList())),
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

  /** Returns where what the verdict speaks of is mended. */
  private Tag links(AdminRequest request, SubscriptionId id) {
    String address = request.root() + SubscriptionList.PATH + "/" + id;
    Tag links = Tag.of("p", Layout.link(address, "Back to the subscription"));
    return subscriber.operations().inbox().isPresent()
        ? links.text(", ").add(InboxPages.link(request, id))
        : links;
  }

  private static List<Tag> row(Diagnosis.Finding finding) {
    return List.of(
        Tag.of("span", Words.of(finding.check())),
        Words.badge(Words.of(finding.result()), KINDS.getOrDefault(finding.result(), "neutral")),
        Words.foreign(finding.text()));
  }
}
