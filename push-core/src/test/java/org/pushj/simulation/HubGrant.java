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

  /** Whether the hub has taken such a request, or refused it for good. */
  boolean told;

  /** Whether the application has forgotten the subscription since. */
  boolean forgotten;

  /** Whether a stranger, who knows the callback, has confirmed the end in the place of the hub. */
  boolean endedByStranger;

  /** When the request was made, in nanoseconds since the beginning. */
  long askedAt;

  /** The number of its callback among those that were confirmed for the intent. */
  int order;

  HubGrant(String hub, String topic, URI callback, @Nullable String secret) {
    this.hub = hub;
    this.topic = topic;
    this.callback = callback;
    this.secret = secret;
  }

  /** A request was confirmed by which the hub grants more. */
  void renewedBy(HubGrant fresh) {
    request = fresh.request;
    secret = fresh.secret;
    end = fresh.end;
    generation = fresh.generation;
    order = fresh.order;
    left = false;
    told = false;
    forgotten = false;
    endedByStranger = false;
  }

  @Override
  public String toString() {
    return topic + " at " + callback.getPath() + " of " + hub;
  }
}
