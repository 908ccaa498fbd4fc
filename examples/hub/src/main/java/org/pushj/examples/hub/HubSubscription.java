package org.pushj.examples.hub;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;
import org.pushj.Secret;
import org.pushj.examples.hub.content.SubscriberQueue;
import org.pushj.examples.hub.requests.CallbackUrls;

/**
 * A verified subscription at the hub.
 *
 * @param topic the topic, as the subscriber wrote it
 * @param callback the URL that content is sent to
 * @param secret the key that content is signed with; null if it is not signed
 * @param lease the time for which the hub delivers
 * @param queue the content waiting for the subscriber; survives a renewal
 */
record HubSubscription(
    URI topic, URI callback, @Nullable Secret secret, Lease lease, SubscriberQueue queue) {

  /** Returns a text in ASCII, without the callback's token. */
  @Override
  public String toString() {
    return topic.toASCIIString() + " at " + CallbackUrls.masked(callback);
  }
}
