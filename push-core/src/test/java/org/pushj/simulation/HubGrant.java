package org.pushj.simulation;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a hub has granted to a callback. */
final class HubGrant {
  final String hub;
  final String topic;
  final URI callback;
  @Nullable String secret;

  /** When the lease is over, in nanoseconds since the beginning; 0 if none was granted. */
  long end;

  /** Which request it stems from: a later one counts, whatever is confirmed first. */
  int request;

  /** The intent's generation at the time of the last confirmation. */
  int generation;

  /** Whether the subscriber has asked for the end since. */
  boolean left;

  HubGrant(String hub, String topic, URI callback, @Nullable String secret) {
    this.hub = hub;
    this.topic = topic;
    this.callback = callback;
    this.secret = secret;
  }

  @Override
  public String toString() {
    return topic + " at " + callback.getPath() + " of " + hub;
  }
}
