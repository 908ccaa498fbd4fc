package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a hub granted before the subscription went on to something else: another topic, hub or
 * callback, or another secret. Its content is accepted until its lease ends, since a hub that was
 * told of the change may deliver in the old way for a while. Where more than the secret is another,
 * the hub is asked to end it (W3C WebSub section 6.1), after the new one was verified.
 *
 * @param topic the topic at the hub
 * @param hub the hub that granted it
 * @param callback the token in the callback URL that this hub knows
 * @param callbackBase what stands before the token in that URL
 * @param secret the secret that this hub knows; null where content is not signed
 * @param endsAt when its lease ends
 * @param askedAt when the hub was asked to end it; null if it was not yet, or need not be
 * @since 0.1
 */
public record FormerGrant(
    URI topic,
    URI hub,
    CallbackToken callback,
    URI callbackBase,
    @Nullable Secret secret,
    Instant endsAt,
    @Nullable Instant askedAt) {

  /** Tells whether its lease still runs: content is accepted. */
  public boolean isAliveAt(Instant now) {
    return now.isBefore(endsAt);
  }

  /** Returns the request that asks the hub to end it. */
  public PendingIntent end(Instant now) {
    return new PendingIntent(
        IntentKind.UNSUBSCRIBE, topic, hub, callback, callbackBase, secret, now);
  }

  /** Returns the grant that the hub is asked to end now. */
  public FormerGrant asked(Instant now) {
    return new FormerGrant(topic, hub, callback, callbackBase, secret, endsAt, now);
  }
}
