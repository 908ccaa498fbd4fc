package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.PushException;
import org.pushj.Subscription;

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
   * @param endpoint where to send it
   * @param withLease whether to name a lease
   */
  record Ask(OpenRequest request, URI endpoint, boolean withLease) implements Effect {}

  /** Ask the hub of a former grant to end it. */
  record AskFormer(Grant.Former former) implements Effect {}

  /** Write a log line, and call the application's listener. */
  sealed interface News extends Effect {

    /** Calls the method of the announcer for this news. */
    void tell(Announcer announcer, Subscription about);

    /** The news without details. */
    enum Fact implements News {
      /** A hub is about to be asked, and that changes the state. */
      REQUESTED,
      /** A hub is about to be asked, which leaves the state or follows a failure. */
      REQUESTED_AGAIN,
      /** What hubs deliver is not signed any more, or not signed from the start. */
      UNSIGNED,
      /** The lease has ended. */
      EXPIRED,
      /** The hub accepted a request and did not verify it in time. */
      UNVERIFIED,
      /** No more requests are made, since the hub has refused for too long. */
      GIVEN_UP;

      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.tellFact(about, this);
      }
    }

    /** A hub has granted a lease where none was active. */
    record Verified(Lease lease) implements News {
      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.verified(about, lease);
      }
    }

    /**
     * A hub has granted the next lease while one was active.
     *
     * @param afterFailures whether requests for it had failed before
     */
    record Renewed(Lease lease, boolean afterFailures) implements News {
      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.renewed(about, this);
      }
    }

    /** A lease follows one that had ended: content between these times may be missing. */
    record Resumed(Instant from, Instant to) implements News {
      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.resumed(about, this);
      }
    }

    /**
     * A hub denied the subscription.
     *
     * @param reason the hub's words; may be empty
     * @param again whether a denial was the last problem already
     */
    record Denied(String reason, boolean again) implements News {
      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.denied(about, this);
      }
    }

    /** A look-up or a request failed. */
    record Failed(PushException cause) implements News {
      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.failed(about, cause);
      }
    }

    /**
     * The subscription has ended, as the application intended.
     *
     * @param subscription as it was before its end
     */
    record Ended(Subscription subscription) implements News {
      @Override
      public void tell(Announcer announcer, Subscription about) {
        announcer.ended(subscription);
      }
    }
  }
}
