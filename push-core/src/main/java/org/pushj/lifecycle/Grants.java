package org.pushj.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Lease;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Subscription;

/** Makes what a hub has verified the subscription's own. */
final class Grants {
  private Grants() {}

  /** Returns the lease of this callback; null if there is none. */
  static @Nullable Lease running(Subscription current, CallbackToken callback) {
    Grant grant = current.grant();
    return grant != null && grant.registration().callback().equals(callback) ? grant.lease() : null;
  }

  /**
   * Returns the subscription after the open request was verified. What it had before, if that is
   * another registration and its lease runs, still counts.
   */
  static Subscription granted(Subscription current, Registration registration, Lease lease) {
    Grant before = current.grant();
    Instant now = lease.startsAt();
    Grant.Former former = current.former();
    if (before != null && before.isAliveAt(now) && !before.registration().equals(registration)) {
      former = new Grant.Former(before.registration(), before.lease().endsAt(), null);
    }
    return current.toBuilder()
        .grant(new Grant(registration, lease))
        .former(former)
        .open(null)
        .progress(Progress.NONE)
        .build();
  }
}
