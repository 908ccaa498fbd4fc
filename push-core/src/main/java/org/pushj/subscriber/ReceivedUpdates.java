package org.pushj.subscriber;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.SubscriptionStore;

/** Makes updates again out of what an inbox has kept of them. */
final class ReceivedUpdates {
  private static final URI NOWHERE = URI.create("about:blank");

  private final SubscriptionStore store;

  ReceivedUpdates(SubscriptionStore store) {
    this.store = store;
  }

  Update of(InboxEntry entry, byte[] content) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    put(headers, "Content-Type", entry.contentType());
    put(headers, "Link", entry.link());
    return new Update(
        entry.id(),
        subscription(entry),
        HttpHeaders.of(headers, (name, value) -> true),
        new Rfc8288LinkHeaderParser().parse(headers.getOrDefault("Link", List.of()), entry.topic()),
        content,
        entry.signature(),
        entry.receivedAt());
  }

  private static void put(Map<String, List<String>> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, List.of(value));
    }
  }

  /** Returns the subscription as it is now, but for the topic and the hub: those are of then. */
  private Subscription subscription(InboxEntry entry) {
    return store
        .findById(entry.subscription())
        .map(now -> of(entry, now))
        .orElseGet(() -> ended(entry));
  }

  private static Subscription of(InboxEntry entry, Subscription now) {
    return new Subscription(
        now.id(),
        now.request(),
        entry.topic(),
        entry.hub(),
        now.callback(),
        now.callbackBase(),
        now.secret(),
        now.state(),
        now.lease(),
        now.pending(),
        now.former(),
        now.problem(),
        now.attempts(),
        now.dueAt(),
        now.lastUpdateAt(),
        now.createdAt(),
        now.version());
  }

  /** Returns what is known of a subscription that is not there any more. */
  private static Subscription ended(InboxEntry entry) {
    return new Subscription(
        entry.subscription(),
        SubscriptionRequest.of(entry.resource()),
        entry.topic(),
        entry.hub(),
        CallbackToken.random(),
        NOWHERE,
        null,
        SubscriptionState.EXPIRED,
        null,
        null,
        null,
        null,
        0,
        null,
        entry.receivedAt(),
        entry.receivedAt(),
        0);
  }
}
