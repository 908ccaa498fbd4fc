package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to a hub that has not been verified yet (W3C WebSub section 5.3). It is committed
 * before it is sent, since a hub may verify before it answers. Once the hub has verified it, its
 * registration becomes the subscription's {@link Grant}; until then the existing grant stays in
 * use.
 *
 * @param kind subscribe or unsubscribe
 * @param registration the parameters sent to the hub
 * @param since when the request was committed
 * @since 0.1
 */
public record OpenRequest(IntentKind kind, Registration registration, Instant since) {

  /** Returns the {@code hub.topic} of the request. */
  public URI topic() {
    return registration.topic();
  }

  /** Returns the hub that it is sent to. */
  public URI hub() {
    return registration.hub();
  }

  /** Returns the token in the {@code hub.callback} of the request. */
  public CallbackToken callback() {
    return registration.callback();
  }

  /** Returns the {@code hub.secret} of the request; null if none is sent. */
  public @Nullable Secret secret() {
    return registration.secret();
  }

  /** Returns the request as it is sent without a secret. */
  public OpenRequest withoutSecret() {
    return new OpenRequest(kind, registration.withoutSecret(), since);
  }
}
