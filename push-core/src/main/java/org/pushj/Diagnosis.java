package org.pushj;

import java.time.Instant;
import java.util.List;
import org.pushj.base.Texts;

/**
 * Why nothing comes, or that all is well: what was found out about a subscription, and what follows
 * from it.
 *
 * @param subscription the subscription
 * @param at when it was looked at
 * @param verdict what matters most of all that was found
 * @param findings each check and what it found, in the order of {@link Check}
 * @since 0.1
 */
public record Diagnosis(
    SubscriptionId subscription, Instant at, Verdict verdict, List<Finding> findings) {

  /** Copies the findings. */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * What one check has found.
   *
   * @param check the check
   * @param result what came of it
   * @param text the same in words, at most {@value #MAX_TEXT} characters and on one line; a hub or
   *     a page may have written parts of it, so escape it before it is shown. There are no secrets
   *     in it
   * @since 0.1
   */
  public record Finding(Check check, Result result, String text) {
    /** How long the text is at most, in characters; what goes beyond is cut. */
    public static final int MAX_TEXT = 500;

    /** Cuts the text to its length, and takes out what breaks or turns a line. */
    public Finding {
      text = Texts.printable(text);
      text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT - 3) + "..." : text;
    }
  }

  /**
   * What is looked at.
   *
   * @since 0.1
   */
  public enum Check {
    /** What last happened, and what is wanted. */
    STATE,
    /** The lease that the hub has granted. */
    LEASE,
    /** Whether the work that is due is done. */
    WORK,
    /** When content came last. */
    UPDATES,
    /** What waits in the inbox for the listener, and why. */
    LISTENER,
    /** Whether requests to the callback URL arrive here. */
    CALLBACK,
    /** Whether the resource still names the topic and the hub. */
    TOPIC,
    /** Whether the hub answers. */
    HUB,
    /** What the hub itself says of the subscription, where it can be asked. */
    HUB_VIEW
  }

  /**
   * What came of a check.
   *
   * @since 0.1
   */
  public enum Result {
    /** No problem. */
    OK,
    /** Something is wrong. */
    BAD,
    /** It does not apply, or could not be found out. */
    UNKNOWN
  }

  /**
   * What matters most, and what to do. Where several are true, it is the first of them, in the
   * order of these constants.
   *
   * @since 0.1
   */
  public enum Verdict {
    /** The store failed. */
    STORE_UNAVAILABLE(
        "The subscription store failed, so nothing is known.",
        "Check the database, then diagnose again."),
    /** The application wants its end. */
    UNSUBSCRIBED(
        "The application has unsubscribed, and the hub has not verified that yet.",
        "Nothing; or forget it, if the hub never verifies."),
    /** An operator has paused it. */
    PAUSED(
        "An operator has paused it, so no hub is asked.", "Resume it when the hub may be asked."),
    /** Requests to the callback URL do not arrive. */
    CALLBACK_UNREACHABLE(
        "A request to its callback URL does not arrive here, so the hub cannot deliver.",
        "Check the callback base, DNS, proxy, firewall and certificate; then retry it."),
    /** The hub denied it. */
    DENIED(
        "The hub has denied it.",
        "Read the hub's reason; retry it once that is resolved, or ask the hub's operator."),
    /** The hub does not answer, or fails. */
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
    /** The hub does not see it as we do. */
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

    /** Returns what is so, in one or two sentences. */
    public String text() {
      return text;
    }

    /** Returns what to do, in one or two sentences. */
    public String nextStep() {
      return nextStep;
    }
  }
}
