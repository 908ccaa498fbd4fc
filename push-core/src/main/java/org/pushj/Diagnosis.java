package org.pushj;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.text.Texts;

/**
 * The result of checking a subscription: the findings of each check, and a verdict with the next
 * step.
 *
 * @param subscription the subscription
 * @param at when it was checked
 * @param verdict the most important conclusion
 * @param findings the finding of each check, in the order of {@link Check}
 * @since 0.1
 */
public record Diagnosis(
    SubscriptionId subscription, Instant at, Verdict verdict, List<Finding> findings) {

  /** Copies the findings. */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * The finding of one check.
   *
   * @param check the check
   * @param result its result
   * @param text the finding in words, at most {@value #MAX_TEXT} characters and on one line; it may
   *     contain text from a hub or a page, so escape it before it is shown. Contains no secrets
   * @since 0.1
   */
  public record Finding(Check check, Result result, String text) {
    /** The maximum length of the text, in characters; longer texts are truncated. */
    public static final int MAX_TEXT = 500;

    /** Truncates the text, and removes characters that break or reverse a line. */
    public Finding {
      text = Texts.printable(text);
      text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT - 3) + "..." : text;
    }
  }

  /**
   * The subject of a check.
   *
   * @since 0.1
   */
  public enum Check {
    /** The state, the intent and the last problem. */
    STATE(null),
    /** The lease that the hub has granted. */
    LEASE(null),
    /** Whether due work is being done. */
    WORK(Verdict.WORK_NOT_DONE),
    /** When content last arrived. */
    UPDATES(Verdict.HUB_SILENT),
    /** The backlog and the failures of the listener in the inbox. */
    LISTENER(Verdict.LISTENER_FAILING),
    /** Whether requests to the callback URL reach this application. */
    CALLBACK(Verdict.CALLBACK_UNREACHABLE),
    /** Whether the resource still names the topic and the hub. */
    TOPIC(Verdict.TOPIC_CHANGED),
    /** Whether the hub answers. */
    HUB(Verdict.HUB_DOWN),
    /** The hub's own view of the subscription, if it can be queried. */
    HUB_VIEW(Verdict.HUB_DISAGREES);

    private final @Nullable Verdict verdict;

    Check(@Nullable Verdict verdict) {
      this.verdict = verdict;
    }

    /**
     * Returns the verdict if this check finds a problem and no more important verdict applies;
     * empty if the verdict depends on more than this check.
     */
    public Optional<Verdict> verdict() {
      return Optional.ofNullable(verdict);
    }
  }

  /**
   * The result of a check.
   *
   * @since 0.1
   */
  public enum Result {
    /** No problem. */
    OK,
    /** A problem was found. */
    BAD,
    /** Not applicable, or could not be determined. */
    UNKNOWN
  }

  /**
   * The most important conclusion and the next step. If several apply, the first in the order of
   * these constants.
   *
   * @since 0.1
   */
  public enum Verdict {
    /** The store failed. */
    STORE_UNAVAILABLE(
        "The subscription store failed, so nothing is known.",
        "Check the database, then diagnose again."),
    /** The application has unsubscribed. */
    UNSUBSCRIBED(
        "The application has unsubscribed, and the hub has not verified that yet.",
        "Nothing; or forget it, if the hub never verifies."),
    /** An operator has paused it. */
    PAUSED(
        "An operator has paused it, so no hub is asked.", "Resume it when the hub may be asked."),
    /** Requests to the callback URL do not reach this application. */
    CALLBACK_UNREACHABLE(
        "A request to its callback URL does not arrive here, so the hub cannot deliver.",
        "Check the callback base, DNS, proxy, firewall and certificate; then retry it."),
    /** The hub denied it. */
    DENIED(
        "The hub has denied it.",
        "Read the hub's reason; retry it once that is resolved, or ask the hub's operator."),
    /** The hub does not answer, or answers with errors. */
    HUB_DOWN(
        "The hub does not answer, or fails.",
        "Nothing: it is asked again at growing intervals. Once the hub works again, renew it to ask"
            + " at once."),
    /** No hub was found. */
    NO_HUB(
        "The resource names no hub that may be asked, or could not be read.",
        "Check the resource; if it names no hub, name one in the request, or poll."),
    /** The hub refuses the request. */
    REFUSED(
        "The hub refuses the request.",
        "Read the hub's answer; it may require credentials, a shorter lease, or another topic."),
    /** The lease ended. */
    LEASE_LAPSED(
        "Its lease has ended and was not renewed, so the hub no longer delivers.",
        "Make sure that a node does the due work: start() or runDueWork(). Then retry it."),
    /** No hub has verified the last request. */
    NOT_VERIFIED(
        "The hub has not verified the last request yet.",
        "Wait a few minutes; if that does not help, the hub may not reach the callback: retry it."),
    /** Updates arrive, and the listener fails on them. */
    LISTENER_FAILING(
        "Updates arrive, but the listener fails on them, or no node delivers them.",
        "Read the error and fix the listener; then requeue the parked updates."),
    /** No node does the due work. */
    WORK_NOT_DONE(
        "Work on it is long overdue and no node does it, so the lease will end.",
        "Make sure that a node does the due work: start() or runDueWork()."),
    /** The resource names another topic or hub. */
    TOPIC_CHANGED(
        "The resource now names another topic or hub, or none.",
        "Renew it: it moves. If no hub is named any more, poll."),
    /** The hub reports a different state. */
    HUB_DISAGREES(
        "The lease is active here, but the hub itself does not report it as verified.",
        "Renew it; if that does not help, unsubscribe and subscribe again."),
    /** No problem was found, but no update came for long. */
    HUB_SILENT(
        "No problem was found here, but no update has come for long.",
        "Check whether the topic has changed meanwhile: if so, the publisher pings no hub, or the"
            + " hub does not deliver; renew it, or poll."),
    /** No problem was found. */
    HEALTHY("Healthy: no check found a problem.", "Nothing.");

    private final String text;
    private final String nextStep;

    Verdict(String text, String nextStep) {
      this.text = text;
      this.nextStep = nextStep;
    }

    /** Returns the explanation, in one or two sentences. */
    public String text() {
      return text;
    }

    /** Returns the next step, in one or two sentences. */
    public String nextStep() {
      return nextStep;
    }
  }
}
