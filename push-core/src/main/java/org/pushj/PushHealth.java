package org.pushj;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.text.Json;

/**
 * The health of a subscriber, as {@code Operations.health()} returns it. Immutable.
 *
 * @param reasons the problems, the worst first; empty if there are none
 * @since 0.1
 */
public record PushHealth(List<Reason> reasons) {

  /** Copies the list. */
  public PushHealth {
    reasons = List.copyOf(reasons);
  }

  /** Returns the overall status: that of the worst reason. */
  public Status status() {
    if (reasons.stream().anyMatch(each -> each.kind().isDown())) {
      return Status.DOWN;
    }
    return reasons.isEmpty() ? Status.UP : Status.DEGRADED;
  }

  /**
   * Returns the health as JSON: an object with {@code status}, and with {@code reasons}, each of
   * which has a {@code kind} and a {@code text}. The texts contain untrusted parts, such as
   * addresses of hubs: escape them before they are shown in HTML.
   */
  public String toJson() {
    List<Map<String, @Nullable Object>> texts =
        reasons.stream()
            .map(each -> Json.object("kind", each.kind(), "text", each.text()))
            .toList();
    return Json.write(Json.object("status", status(), "reasons", texts));
  }

  /**
   * The overall status.
   *
   * @since 0.1
   */
  public enum Status {
    /** No problem was found. */
    UP,
    /** It works, but an operator should look at the reasons. */
    DEGRADED,
    /** The store or the inbox does not answer: no content is accepted and no lease is renewed. */
    DOWN
  }

  /**
   * A problem.
   *
   * @param text the problem and its remedy, in words
   * @since 0.1
   */
  public record Reason(Kind kind, String text) {}

  /**
   * Kinds of reasons.
   *
   * @since 0.1
   */
  public enum Kind {
    /** The subscription store is unavailable. */
    STORE_UNAVAILABLE,
    /** The inbox is unavailable. */
    INBOX_UNAVAILABLE,
    /** Work on subscriptions is long overdue: no process does it, or they cannot keep up. */
    RENEWALS_OVERDUE,
    /** Hubs accept requests and do not verify them: the callback base may be wrong. */
    VERIFICATIONS_OVERDUE,
    /**
     * Leases have ended, and the hubs could not be reached or failed when they were asked to renew
     * them.
     */
    LEASES_ENDED,
    /** The last deliveries of hubs could not be stored, or the listener failed on them. */
    DELIVERIES_FAILING,
    /** The inbox accepts no more updates. */
    INBOX_FULL,
    /** Updates were parked. */
    UPDATES_PARKED,
    /** Circuit breakers are open, since their hubs fail. */
    HUBS_OPEN;

    boolean isDown() {
      return this == STORE_UNAVAILABLE || this == INBOX_UNAVAILABLE;
    }
  }
}
