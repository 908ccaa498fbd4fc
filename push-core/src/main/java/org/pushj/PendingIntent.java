package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to a hub that waits for its verification (W3C WebSub section 5.3). It is committed
 * before the hub is asked, since a hub may verify before it answers. Topic, hub, callback and
 * secret are those of the request; they become the subscription's own once the hub has verified,
 * and until then what the subscription has goes on to serve.
 *
 * @param kind what was asked for
 * @param topic the {@code hub.topic} of the request
 * @param hub the hub that is asked, as it was advertised or given
 * @param callback the token in the {@code hub.callback} of the request
 * @param callbackBase what stands before the token in that URL: the subscriber's callback base at
 *     the time of the request
 * @param secret the {@code hub.secret} of the request; null if none is sent
 * @param since when the request was made
 * @since 0.1
 */
public record PendingIntent(
    IntentKind kind,
    URI topic,
    URI hub,
    CallbackToken callback,
    URI callbackBase,
    @Nullable Secret secret,
    Instant since) {

  /** Returns the same intent, to be sent without a secret. */
  public PendingIntent withoutSecret() {
    return new PendingIntent(kind, topic, hub, callback, callbackBase, null, since);
  }
}
