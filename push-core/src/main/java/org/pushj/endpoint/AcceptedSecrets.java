package org.pushj.endpoint;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.OpenRequest;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;

/**
 * What is accepted at a callback: content that was signed with the secret that the hub knows, and
 * while that is rotated, with the one before or the one that was just sent.
 *
 * @param registration what the hub of this callback knows
 * @param secrets the secrets, the one of now first
 * @param unsigned whether content without a signature is accepted
 */
record AcceptedSecrets(Registration registration, List<Secret> secrets, boolean unsigned) {

  /**
   * Returns what is accepted; empty if the subscription is not wanted, or no lease runs at this
   * callback.
   */
  static Optional<AcceptedSecrets> at(CallbackToken at, Subscription subscription, Instant now) {
    Grant grant = subscription.grant();
    Grant.Former former = subscription.former();
    Registration registration = null;
    Set<@Nullable Secret> accepted = new LinkedHashSet<>();
    if (grant != null && grant.isAliveAt(now) && grant.registration().callback().equals(at)) {
      registration = grant.registration();
      accepted.add(registration.secret());
      OpenRequest open = subscription.open();
      if (open != null && open.callback().equals(at) && open.secret() != null) {
        accepted.add(open.secret());
      }
    }
    if (former != null && former.isAliveAt(now) && former.callback().equals(at)) {
      registration = registration == null ? former.registration() : registration;
      accepted.add(former.secret());
    }
    return registration == null || !subscription.wanted()
        ? Optional.empty()
        : Optional.of(of(registration, accepted));
  }

  private static AcceptedSecrets of(Registration registration, Set<@Nullable Secret> accepted) {
    boolean unsigned = accepted.remove(null);
    return new AcceptedSecrets(
        registration,
        accepted.stream().flatMap(secret -> Optional.ofNullable(secret).stream()).toList(),
        unsigned);
  }
}
