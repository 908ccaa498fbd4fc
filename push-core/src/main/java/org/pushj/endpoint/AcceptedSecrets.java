package org.pushj.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    List<Registration> known = new ArrayList<>();
    Grant grant = subscription.grant();
    if (grant != null && grant.isAliveAt(now) && grant.registration().callback().equals(at)) {
      known.add(grant.registration());
      OpenRequest open = subscription.open();
      if (open != null && open.callback().equals(at) && open.secret() != null) {
        known.add(open.registration());
      }
    }
    Grant.Former former = subscription.former();
    if (former != null && former.isAliveAt(now) && former.callback().equals(at)) {
      known.add(former.registration());
    }
    if (known.isEmpty() || !subscription.wanted()) {
      return Optional.empty();
    }
    List<Secret> secrets =
        known.stream().flatMap(each -> Stream.ofNullable(each.secret())).distinct().toList();
    boolean unsigned = known.stream().anyMatch(each -> each.secret() == null);
    return Optional.of(new AcceptedSecrets(known.get(0), secrets, unsigned));
  }
}
