package org.pushj;

import java.time.Instant;

/**
 * What a hub has granted: it delivers the content of the topic to the callback until the lease ends
 * (W3C WebSub section 5.3).
 *
 * @param registration what the hub knows
 * @param lease for how long
 * @since 0.1
 */
public record Grant(Registration registration, Lease lease) {

  /** Tells whether the lease runs, so that content is accepted. */
  public boolean isAliveAt(Instant now) {
    return lease.isAliveAt(now);
  }
}
