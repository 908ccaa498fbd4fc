package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.PushException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.contact.HubEndpoints;

/** What is to be done once a change is committed. */
public sealed interface Effect {

  /**
   * Look the topic and the hub up.
   *
   * @param claimedUntil the end of the claim; null if an application waits
   */
  record LookUp(@Nullable Instant claimedUntil) implements Effect {}

  /**
   * Ask the hub.
   *
   * @param request the open request
   * @param unsigned what to ask for instead if the hub turns out to be where no secret is sent
   * @param endpoint where to send it
   * @param withLease whether to name a lease
   */
  record Ask(OpenRequest request, OpenRequest unsigned, URI endpoint, boolean withLease)
      implements Effect {
    /** Returns the effect that sends a request to the first endpoint at which its hub may be. */
    static Ask first(OpenRequest request, OpenRequest unsigned) {
      return new Ask(request, unsigned, HubEndpoints.of(request.hub()).get(0), true);
    }

    /** Returns the effect that asks a hub to end what it has. */
    static Ask toEnd(OpenRequest request) {
      return first(request, request.withoutSecret());
    }

    Ask withoutLease() {
      return new Ask(request, unsigned, endpoint, false);
    }
  }

  /**
   * Ask the hub of a former grant to end it.
   *
   * @param former the former grant, whose hub counts as asked
   * @param before the former grant as it was, and is again if its hub is not asked after all
   */
  record AskFormer(Grant.Former former, Grant.Former before) implements Effect {}

  /** Write a log line, and call the application's listener: see {@link Announcer}. */
  sealed interface News extends Effect {

    /**
     * A hub is about to be asked.
     *
     * @param routine whether the state stays the same, or earlier requests failed
     */
    record Requested(boolean routine) implements News {
      /**
       * Returns the news of a request.
       *
       * @param before the state before; null if the subscription is new
       */
      static Requested from(@Nullable SubscriptionState before, Subscription next) {
        return new Requested(next.state() == before || next.attempts() > 0);
      }
    }

    /** A hub has granted a lease where none was active. */
    record Verified(Lease lease) implements News {}

    /**
     * A hub has granted the next lease while one was active.
     *
     * @param afterFailures whether requests for it had failed before
     */
    record Renewed(Lease lease, boolean afterFailures) implements News {}

    /** The hub was given no secret for content that should be signed, which it was not before. */
    record Unsigned() implements News {}

    /** A lease follows one that had ended: content between these times may be missing. */
    record Resumed(Instant from, Instant to) implements News {}

    /** The lease has ended. */
    record Expired() implements News {}

    /** The hub accepted a request and did not verify it in time. */
    record Unverified() implements News {}

    /**
     * A hub denied the subscription.
     *
     * @param reason the hub's words; may be empty
     * @param again whether a denial was the last problem already
     */
    record Denied(String reason, boolean again) implements News {}

    /** A look-up or a request failed. */
    record Failed(PushException cause) implements News {}

    /** No more requests are made, since the hub has refused for too long. */
    record GivenUp() implements News {}

    /**
     * The subscription has ended, as the application intended.
     *
     * @param subscription as it was before its end
     */
    record Ended(Subscription subscription) implements News {}
  }
}
