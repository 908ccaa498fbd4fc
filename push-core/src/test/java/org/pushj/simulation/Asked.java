package org.pushj.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a hub has got.
 *
 * @param number counts the requests of the hub
 * @param lease what it grants
 */
record Asked(
    String topic,
    URI callback,
    @Nullable String secret,
    boolean subscribes,
    int number,
    Duration lease) {

  static Asked of(Map<String, String> form, int number, Duration lease) {
    return new Asked(
        form.getOrDefault("hub.topic", ""),
        URI.create(form.getOrDefault("hub.callback", "")),
        form.get("hub.secret"),
        "subscribe".equals(form.get("hub.mode")),
        number,
        lease);
  }

  /** Returns what identifies a subscription at a hub. */
  String key() {
    return topic + " " + callback;
  }

  /** Returns what follows from it once it is confirmed. */
  HubGrant grant(String hub, long now) {
    HubGrant grant = new HubGrant(hub, topic, callback, secret);
    grant.request = number;
    grant.end = now + Math.min(lease.toSeconds(), Duration.ofDays(400).toSeconds()) * 1_000_000_000;
    return grant;
  }

  @Override
  public String toString() {
    return (subscribes ? "subscribe " : "unsubscribe ") + topic + " at " + callback.getPath();
  }
}
