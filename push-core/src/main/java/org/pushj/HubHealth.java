package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a hub that has failed does, as its circuit breaker sees it in this process.
 *
 * @param hub the scheme, host and port of the hub's URL: all hubs there share a breaker
 * @param failures how many requests in a row have failed, 5 for any number beyond; 0 where the
 *     breaker was opened by a {@code Retry-After} and a request has succeeded since
 * @param openUntil the end of the back-off; null if the hub may be asked, or is to be tried
 * @since 0.1
 */
public record HubHealth(URI hub, int failures, @Nullable Instant openUntil) {

  /** Tells whether the circuit breaker is open: no requests go to the hub. */
  public boolean isOpen() {
    return openUntil != null;
  }
}
