package org.pushj.lifecycle;

import org.pushj.Lease;
import org.pushj.PushException;
import org.pushj.SubscriptionId;

/** What the log and the application are told of. */
public sealed interface News {

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

  /** Another subscription stands for it from now on. */
  record Merged(SubscriptionId into) implements News {}
}
