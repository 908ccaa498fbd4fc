package org.pushj.subscriber;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.FormerGrant;
import org.pushj.PendingIntent;
import org.pushj.Secret;
import org.pushj.Subscription;

/**
 * What may sign the content that comes to a callback: the secret that the hub knows, and while that
 * is rotated, the one before and the one that was just sent. Empty where there is no lease for the
 * callback.
 *
 * @param secrets the secrets, the one of now first
 * @param unsigned whether content without a signature is accepted
 */
record AcceptedSecrets(List<Secret> secrets, boolean unsigned) {

  /** Returns what is accepted; empty if the lease at this callback does not run. */
  static Optional<AcceptedSecrets> at(CallbackToken at, Subscription subscription, Instant now) {
    FormerGrant former = subscription.former();
    boolean formerly = former != null && former.callback().equals(at) && former.isAliveAt(now);
    boolean own = subscription.callback().equals(at) && subscription.isAliveAt(now);
    if (!own && !formerly) {
      return Optional.empty();
    }
    Set<@Nullable Secret> accepted = new LinkedHashSet<>();
    if (own) {
      accepted.add(subscription.secret());
      PendingIntent open = subscription.pending();
      if (open != null && open.callback().equals(at) && open.secret() != null) {
        accepted.add(open.secret());
      }
    }
    if (former != null && formerly) {
      accepted.add(former.secret());
    }
    return Optional.of(of(accepted));
  }

  private static AcceptedSecrets of(Set<@Nullable Secret> accepted) {
    boolean unsigned = accepted.remove(null);
    return new AcceptedSecrets(
        accepted.stream().flatMap(secret -> Optional.ofNullable(secret).stream()).toList(),
        unsigned);
  }
}
