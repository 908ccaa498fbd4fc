package org.pushj.examples.hub;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;
import org.pushj.Secret;

/**
 * A verified subscription, as the hub sees it.
 *
 * @param topic the topic, as the subscriber wrote it
 * @param callback where content goes
 * @param secret with what content is signed; null for not at all
 * @param lease how long the hub delivers
 * @param queue what waits for the subscriber; outlives a renewal
 */
record HubSubscription(
    URI topic, URI callback, @Nullable Secret secret, Lease lease, SubscriberQueue queue) {

  /** Returns a text without the callback's token. */
  @Override
  public String toString() {
    return topic + " at " + CallbackUrls.masked(callback);
  }
}
