package org.pushj.servlet.admin.html;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pushj.Diagnosis;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;

/** A diagnosis, and how to ask for one. */
public final class DiagnosisMarkup {
  private static final Map<Diagnosis.Result, String> KINDS =
      Map.of(
          Diagnosis.Result.OK, "good",
          Diagnosis.Result.BAD, "bad",
          Diagnosis.Result.UNKNOWN, "neutral");

  private DiagnosisMarkup() {}

  /** Returns the button that asks for it. */
  static Tag button(PageLinks links, SubscriptionId id) {
    return links
        .form(PageLinks.SUBSCRIPTIONS + "/" + id + "/" + PageLinks.DIAGNOSIS)
        .with("class", "actions")
        .add(
            Layout.button("Diagnose").with("class", "primary"),
            Tag.of("span", "Asks the hub, the topic and the callback URL: up to half a minute.")
                .with("class", "note"));
  }

  /** Says why a request is refused, and how to ask. */
  public static List<Tag> howToAsk(
      PageLinks links, SubscriptionId id, String refusal, String curl, String java) {
    return List.of(
        Tag.of("p", refusal).with("role", "alert"),
        button(links, id),
        Tag.of("h2", "With curl"),
        Tag.of("pre", curl),
        Tag.of("h2", "In Java"),
        Tag.of("pre", java));
  }

  /**
   * Returns the result.
   *
   * @param actions what can be done with the subscription
   * @param hasInbox whether there is an inbox to look into
   */
  public static List<Tag> content(
      PageLinks links,
      Subscription subscription,
      Diagnosis diagnosis,
      RowAction[] actions,
      boolean hasInbox,
      Instant now) {
    SubscriptionId id = subscription.id();
    Diagnosis.Verdict verdict = diagnosis.verdict();
    boolean isWell = verdict == Diagnosis.Verdict.HEALTHY;
    return List.of(
        Tag.of("p", Words.foreign(Words.url(subscription.topic()))).with("class", "topic"),
        related(links, id, hasInbox),
        Tag.of("p", verdict.text())
            .with("class", isWell ? "verdict good" : "verdict bad")
            .with("role", "status"),
        Tag.of("p", Tag.of("strong", "What to do: ")).text(verdict.nextStep()),
        RowForm.ofOne(links, PageLinks.SUBSCRIPTIONS, actions, id.toString()),
        Layout.table(
            "What was looked at, " + Words.distance(diagnosis.at(), now),
            List.of("Check", "Result", "Found"),
            diagnosis.findings().stream().map(DiagnosisMarkup::row).toList()));
  }

  /** Returns where the operator fixes what the verdict names. */
  private static Tag related(PageLinks links, SubscriptionId id, boolean hasInbox) {
    Tag related =
        Tag.of("p", links.to(PageLinks.SUBSCRIPTIONS + "/" + id, "Back to the subscription"));
    return hasInbox ? related.text(", ").add(UpdateMarkup.link(links, id)) : related;
  }

  private static List<Tag> row(Diagnosis.Finding finding) {
    return List.of(
        Tag.of("span", Words.of(finding.check())),
        Words.badge(Words.of(finding.result()), KINDS.getOrDefault(finding.result(), "neutral")),
        Words.foreign(finding.text()));
  }
}
