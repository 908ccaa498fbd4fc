package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.OpenRequest;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;

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

  /** Keep the wish for the same at more hubs, for those who do what is due. */
  record AddSiblings(List<Target> targets) implements Effect {}

  /** Let the subscription that has the target already stand for this one too, and drop this one. */
  record Merge(SubscriptionRequest request, Target target) implements Effect {}

  /** Tell the log and the application. */
  record Tell(News news) implements Effect {}
}
