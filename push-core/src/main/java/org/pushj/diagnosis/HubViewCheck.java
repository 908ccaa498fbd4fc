package org.pushj.diagnosis;

import java.time.Instant;
import java.util.Optional;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.lifecycle.HubAsker;

/** Asks the hub what it knows of the subscription. */
public final class HubViewCheck implements DiagnosticCheck {
  private final HubAsker hubs;

  /** Makes the check. */
  public HubViewCheck(HubAsker hubs) {
    this.hubs = hubs;
  }

  @Override
  public Check subject() {
    return Check.HUB_VIEW;
  }

  @Override
  public Finding examine(Subscription subscription, Instant now) {
    Optional<Instant> spared =
        Optional.ofNullable(subscription.hub()).flatMap(hub -> hubs.sparedUntil(hub, now));
    if (spared.isPresent()) {
      return finding(
          Result.UNKNOWN,
          "Not asked, since it fails: it is spared until " + spared.get() + " on this node");
    }
    try {
      return subscription
          .registration()
          .flatMap(hubs::view)
          .map(
              said ->
                  finding(said.verified() ? Result.OK : Result.BAD, "The hub says: " + said.text()))
          .orElseGet(() -> finding(Result.UNKNOWN, "This hub does not tell what it knows"));
    } catch (HubException e) {
      return finding(Result.UNKNOWN, String.valueOf(e.getMessage()));
    }
  }

  private static Finding finding(Result result, String text) {
    return new Finding(Check.HUB_VIEW, result, text);
  }
}
