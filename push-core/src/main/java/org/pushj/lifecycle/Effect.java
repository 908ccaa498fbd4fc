package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.PushException;

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

  /** Tell the log and the application. */
  sealed interface News extends Effect {

    /** A hub is about to be asked. */
    record Requested() implements News {}

    /** A hub has granted a lease. */
    record Verified(Lease lease) implements News {}

    /** The lease has ended. */
    record Expired() implements News {}

    /** The hub accepted a request and did not verify it in time. */
    record Unverified() implements News {}

    /** A hub denied the subscription; the reason may be empty. */
    record Denied(String reason) implements News {}

    /** A look-up or a request did not succeed. */
    record Failed(PushException cause) implements News {}

    /** Nothing more is asked, since all that the hub has said for long is no. */
    record GivenUp() implements News {}

    /** It has ended, as the application wanted. */
    record Ended() implements News {}
  }
}
