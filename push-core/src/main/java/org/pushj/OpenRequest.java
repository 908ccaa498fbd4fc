package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to a hub that waits for its verification (W3C WebSub section 5.3). It is committed
 * before the hub is asked, since a hub may verify before it answers. What it registers becomes the
 * subscription's {@link Grant} once the hub has verified; until then what the subscription has goes
 * on to serve.
 *
 * @param kind what is asked for
 * @param registration what the hub is told
 * @param since when the request was committed
 * @since 0.1
 */
public record OpenRequest(IntentKind kind, Registration registration, Instant since) {

  /** Returns the {@code hub.topic} of the request. */
  public URI topic() {
    return registration.topic();
  }

  /** Returns the hub that is asked. */
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
