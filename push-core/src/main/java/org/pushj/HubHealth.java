package org.pushj;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The health of a failing hub: the state of its circuit breaker in this process.
 *
 * @param hub the scheme, host and port of the hub's URL: all hubs there share a breaker; or the
 *     whole URL, for the breaker that its {@code Retry-After} has opened
 * @param failures how many consecutive requests have failed, at most 5; 0 if the breaker was opened
 *     by a {@code Retry-After} and a request has succeeded since
 * @param openUntil the end of the back-off; null if the breaker is closed or half-open
 * @since 0.1
 */
public record HubHealth(URI hub, int failures, @Nullable Instant openUntil) {

  /** Tells whether the circuit breaker is open: no requests go to the hub. */
  public boolean isOpen() {
    return openUntil != null;
  }
}
