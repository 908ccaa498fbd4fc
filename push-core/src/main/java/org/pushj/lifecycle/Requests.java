package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.Target;
import org.pushj.settings.RenewalPolicy;
import org.pushj.work.HubEndpoints;

/** Decides which callback and which secret a request to subscribe names. */
final class Requests {
  private final RenewalPolicy renewals;
  private final URI callbackBase;

  Requests(RenewalPolicy renewals, URI callbackBase) {
    this.renewals = renewals;
    this.callbackBase = callbackBase;
  }

  /**
   * Returns the next request. One that is open is made again as it was, since the hub may know it
   * already. At the hub that we have, callback and secret stay, so that nothing is lost between;
   * unless they are to be rotated, or the hub has denied what it may still hold. Anything else is a
   * move: a callback and a secret that no other hub knows.
   */
  OpenRequest next(Subscription current, Event.Found found, Instant now) {
    return new OpenRequest(IntentKind.SUBSCRIBE, registration(current, found, now), now);
  }

  private Registration registration(Subscription current, Event.Found found, Instant now) {
    Target target = found.target();
    OpenRequest open = current.open();
    if (open != null
        && open.kind() == IntentKind.SUBSCRIBE
        && open.registration().isAt(target, callbackBase)) {
      return again(current, open.registration(), open.secret(), found);
    }
    Grant grant = current.grant();
    boolean alive = current.isAliveAt(now);
    boolean changes = alive && (renewals.rotatesCallback() || found.newCallback());
    if (grant == null
        || !grant.registration().isAt(target, callbackBase)
        || changes
        || isDenied(current)) {
      return new Registration(
          target, found.fresh().callback(), callbackBase, secret(current, target, null, found));
    }
    boolean rotates = alive && renewals.rotatesSecret();
    return again(
        current, grant.registration(), rotates ? null : grant.registration().secret(), found);
  }

  private Registration again(
      Subscription current, Registration known, @Nullable Secret secret, Event.Found found) {
    return new Registration(
        found.target(),
        known.callback(),
        callbackBase,
        secret(current, found.target(), secret, found));
  }

  private static @Nullable Secret secret(
      Subscription current, Target target, @Nullable Secret known, Event.Found found) {
    if (!current.request().signed()) {
      return null;
    }
    boolean fit = HubEndpoints.mayCarrySecret(HubEndpoints.of(target.hub()).get(0));
    return known != null ? known : fit ? found.fresh().secret() : null;
  }

  private static boolean isDenied(Subscription current) {
    Problem problem = current.progress().problem();
    return problem != null && problem.kind() == Problem.Kind.DENIED;
  }
}
