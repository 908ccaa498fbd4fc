package org.pushj.endpoint;

import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.Registration;
import org.pushj.Rejection;
import org.pushj.Subscription;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.SignatureVerifier;

/**
 * What one delivery is checked against: a subscription as it was read, and what a hub may deliver
 * by there.
 *
 * @param live the registration by which the hub may deliver; empty if it is refused
 */
record Admission(
    Subscription subscription,
    CallbackToken at,
    Optional<Registration> live,
    ContentSignature signature) {

  /** Checks the head of a request. */
  static Admission of(
      Subscription subscription,
      CallbackToken at,
      CallbackRequest request,
      SignatureVerifier signatures,
      Lifecycles lifecycles) {
    Optional<Registration> live = Acceptance.liveAt(at, subscription, lifecycles, lifecycles.now());
    return new Admission(
        subscription,
        at,
        live,
        new ContentSignature(live.map(Registration::secret), request::values, signatures));
  }

  /** Returns the answer if the hub may not deliver. */
  Optional<CallbackResponse> refusal() {
    return live.isEmpty() ? Optional.of(Acceptance.refusal(subscription, at)) : Optional.empty();
  }

  /** Returns why the delivery is rejected whatever its content is. */
  Optional<Rejection> rejection() {
    return signature.rejectedByHeader();
  }

  boolean fails() {
    return live.isEmpty() || rejection().isPresent();
  }

  /** Returns the registration by which the hub delivers; only if it is not refused. */
  Registration registration() {
    return live.orElseThrow();
  }
}
